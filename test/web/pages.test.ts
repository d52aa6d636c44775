import { describe, expect, test } from 'vitest';
import { consoleAdapter } from '../../src/chat/console/adapter.ts';
import { consoleKnows } from '../../src/chat/console/members.ts';
import { UserError } from '../../src/errors.ts';
import type { Message } from '../../src/messages/message.ts';
import { consoleRoom } from '../../src/store/console-messages.ts';
import { attachments, deliveries } from '../../src/store/schema/index.ts';
import { testDatabase } from '../support/db.ts';
import { addAnswer, addCase, addShopDay, addSku, lastDay, postCard, sayUnder, wholeAnswer } from './console-rows.ts';
import { consoleWorld, formReply } from './web-world.ts';

const database = testDatabase();
const hostile = `<img src=x onerror=alert(1)>"'</td>`;
const risen = { word: 'deviation', direction: 'up', units: 63, baseline: 34, deviation: 0.85 } as const;

describe('the group feed', () => {
  test('without anything in it says what to do next', async () => {
    const visitor = await consoleWorld(database.db).signedIn('li');
    const page = await visitor.get('/');
    expect(page.text).toContain('Nothing has been posted yet');
    expect(page.text).toContain('href="/import"');
  });

  test('shows cards with everything said under them, the newest card first', async () => {
    const world = consoleWorld(database.db);
    await addSku(world.ctx, { sku: 'LM-LAMP-S', name: 'Desk lamp', days: 3, last: risen });
    const first = await addCase(world.ctx);
    const second = await addCase(world.ctx, {
      sku: 'LM-MUG',
      direction: 'down',
      formKind: 'drop',
      lastDeviation: -0.4,
    });
    const card = await postCard(world.ctx, first.cardId);
    await postCard(world.ctx, second.cardId);
    await addAnswer(world.ctx, first.caseId, 'li', wholeAnswer);
    await sayUnder(world.ctx, card, first.caseId, 'answer');
    const { text } = await (await world.signedIn('li')).get('/');
    expect(text.indexOf('LM-MUG')).toBeLessThan(text.indexOf('LM-LAMP-S'));
    expect(text).toContain('Ran a coupon on Sunday, over now');
  });

  test('shows what was said to you alone to you alone', async () => {
    const world = consoleWorld(database.db);
    const message: Message = { tone: 'warning', title: 'Only for Li', blocks: [] };
    const chat = consoleAdapter(consoleRoom(world.ctx.db, world.clock), consoleKnows(world.ctx.policy));
    const ref = await chat.post(
      { kind: 'person', personId: 'li' },
      { key: 'k', message: () => message, attachments: [] },
    );
    expect((await (await world.signedIn('li')).get('/')).text).toContain('Only for Li');
    const other = await world.signedIn('zhang');
    expect((await other.get('/')).text).not.toContain('Only for Li');
    expect((await other.get('/?in=person:li')).text).not.toContain('Only for Li');
    expect((await other.get(`/messages/${ref.id}`)).status).toBe(404);
  });
});

describe('commands, clicks and forms', () => {
  test('what is typed goes to the core as the person typed it, and its reply is shown', async () => {
    const world = consoleWorld(database.db);
    const visitor = await world.signedIn('li');
    await visitor.get('/');
    world.core.answerWith({ type: 'message', message: { tone: 'plain', title: 'Here is help', blocks: [] } });
    const page = await visitor.post('/command', { text: 'help me', event: 'event-12345' });
    expect(page.text).toContain('Here is help');
    expect(world.core.heard).toEqual([
      {
        platform: 'console',
        eventId: 'console:li:event-12345',
        personId: 'li',
        language: 'en',
        type: 'command',
        text: 'help me',
      },
    ]);
  });

  test('a refusal is said on the page, in the reader’s language', async () => {
    const world = consoleWorld(database.db);
    const visitor = await world.signedIn('zhang');
    await visitor.get('/');
    world.core.answerWith({ type: 'refused', code: 'NOT_ALLOWED', text: { zh: '这张单不归你', en: 'Not yours' } });
    const page = await visitor.post('/command', { text: 'ack 1' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('这张单不归你');
  });

  test('a click becomes a button event, and what was done is said once', async () => {
    const world = consoleWorld(database.db);
    const { caseId } = await addCase(world.ctx);
    const visitor = await world.signedIn('li');
    await visitor.get(`/cases/${caseId}`);
    const pressed = await visitor.post(`/cases/${caseId}/press`, {
      action: 'acknowledge',
      round: '1',
      event: 'press-0001',
    });
    expect(pressed.location).toBe(`/cases/${caseId}`);
    expect(world.core.heard).toMatchObject([{ type: 'button', action: 'acknowledge', caseId, round: 1 }]);
    expect((await visitor.get(`/cases/${caseId}`)).text).toContain('Done as asked');
    expect((await visitor.get(`/cases/${caseId}`)).text).not.toContain('Done as asked');
  });

  test('the form is asked of the core, in the round that the card spoke of', async () => {
    const world = consoleWorld(database.db);
    const { caseId } = await addCase(world.ctx);
    const visitor = await world.signedIn('li');
    world.core.answerWith(formReply(caseId, { available: '180' }));
    const { text } = await visitor.get(`/cases/${caseId}/answer?round=1`);
    expect(world.core.heard).toMatchObject([{ type: 'button', action: 'answer', caseId, round: 1, personId: 'li' }]);
    expect(text).toContain(`action="/cases/${caseId}/answer"`);
    expect(text).toContain('value="180"');
  });

  test('who may not answer is told so instead of being shown a form', async () => {
    const world = consoleWorld(database.db);
    const { caseId } = await addCase(world.ctx);
    world.core.answerWith({ type: 'refused', code: 'NOT_ALLOWED', text: { zh: '只有李娜可以', en: 'Only Li Na may' } });
    const page = await (await world.signedIn('chen')).get(`/cases/${caseId}/answer`);
    expect(page.text).toContain('Only Li Na may');
    expect(page.text).not.toContain('data-form');
  });

  test('an answer goes in with its round, its fields and the cases it also answers', async () => {
    const world = consoleWorld(database.db);
    const { caseId } = await addCase(world.ctx);
    const visitor = await world.signedIn('li');
    await visitor.get(`/cases/${caseId}`);
    const fields = { round: '1', 'f.cause': 'ads', 'f.detail': 'x', also: '77', event: 'form-00001' };
    await visitor.post(`/cases/${caseId}/answer`, fields);
    expect(world.core.heard).toEqual([
      {
        platform: 'console',
        eventId: 'console:li:form-00001',
        personId: 'li',
        language: 'en',
        type: 'form',
        caseId,
        round: 1,
        values: { cause: 'ads', detail: 'x' },
        alsoCaseIds: [77],
      },
    ]);
  });

  test('an incomplete answer comes back with what was typed and what is wrong at each field', async () => {
    const world = consoleWorld(database.db);
    const { caseId } = await addCase(world.ctx);
    const visitor = await world.signedIn('li');
    await visitor.get(`/cases/${caseId}`);
    const errors = { detail: { zh: '至少写 10 个字', en: 'Write at least 10 characters' } };
    const incomplete = { type: 'field_errors' as const, errors, text: { zh: '没有提交', en: 'Not sent' } };
    world.core.answerWith(incomplete, formReply(caseId, { available: '180' }));
    const fields = { round: '1', 'f.cause': 'other', 'f.detail': 'short <b>', 'f.available': '175' };
    const page = await visitor.post(`/cases/${caseId}/answer`, fields);
    expect(page.status).toBe(422);
    expect(page.text).toContain('role="alert"');
    expect(page.text).toMatch(/aria-invalid="true"[^>]*>short &lt;b&gt;<\/textarea>/);
    expect(page.text).toMatch(/value="other"[^>]*checked/);
    expect(page.text).toContain('value="175"');
    expect(page.text.match(/Write at least 10 characters/g)).toHaveLength(2);
  });

  test('an answer refused as a whole keeps what was typed, as long as there is a form to mend', async () => {
    const world = consoleWorld(database.db);
    const { caseId } = await addCase(world.ctx);
    const visitor = await world.signedIn('li');
    await visitor.get(`/cases/${caseId}`);
    const refused = {
      type: 'refused' as const,
      code: 'SAME_CAUSE_INCOMPLETE' as const,
      text: { zh: '先取消勾选', en: 'Untick it first' },
    };
    world.core.answerWith(refused, formReply(caseId));
    const kept = await visitor.post(`/cases/${caseId}/answer`, { round: '1', 'f.detail': 'typed with care' });
    expect(kept.text).toContain('Untick it first');
    expect(kept.text).toContain('typed with care');
    world.core.answerWith(refused, { ...refused, text: { zh: '已关闭', en: 'It is closed' } });
    const gone = await visitor.post(`/cases/${caseId}/answer`, { round: '1', 'f.detail': 'too late' });
    expect(gone.text).toContain('Untick it first');
    expect(gone.text).not.toContain('data-form');
  });

  test('a manager’s pause or hand-over becomes the command that a chat would send', async () => {
    const world = consoleWorld(database.db);
    const { caseId } = await addCase(world.ctx);
    const visitor = await world.signedIn('zhang');
    await visitor.get(`/cases/${caseId}`);
    const send = (fields: Record<string, string>) => visitor.post(`/cases/${caseId}/manage`, fields);
    await send({ do: 'snooze', until: '2026-03-05T10:00', reason: 'the "north"\nfactory' });
    await send({ do: 'assign', to: 'chen' });
    await send({ do: 'drop table' });
    expect(world.core.heard.map((event) => event.type === 'command' && event.text)).toEqual([
      `snooze SW-${caseId} "2026-03-05T10:00" "the ＂north＂ factory"`,
      `assign SW-${caseId} @chen`,
    ]);
  });

  test('an error for people is said to them, one of ours is not shown but logged', async () => {
    const errors: object[] = [];
    const log = { debug() {}, info() {}, warn() {}, error: (fields: object) => errors.push(fields), child: () => log };
    const failing = [new UserError('CASE_NOT_FOUND', { wanted: '999' }), new Error('secret detail of the database')];
    const handle = async () => {
      throw failing.shift();
    };
    const visitor = await consoleWorld(database.db, { deps: { handle }, log }).signedIn('li');
    await visitor.get('/');
    const said = await visitor.post('/command', { text: 'case 999' });
    expect([said.status, said.text.includes('There is no case 999')]).toEqual([422, true]);
    const broken = await visitor.post('/command', { text: 'case 999' });
    expect([broken.status, broken.text.includes('secret detail')]).toEqual([500, false]);
    expect(errors).toHaveLength(1);
  });
});

describe('the case page', () => {
  test('has card, record and history, and a way to the form', async () => {
    const world = consoleWorld(database.db);
    await addSku(world.ctx, { sku: 'LM-LAMP-S', days: 3, last: risen });
    const { caseId } = await addCase(world.ctx);
    const { text } = await (await world.signedIn('li')).get(`/cases/${caseId}`);
    expect(text).toContain(`href="/cases/${caseId}/answer?round=1"`);
    expect(text).toContain('No answer is in yet');
    expect(text).toContain('form posted');
    expect(text).not.toContain('For the manager');
  });

  test('the form offers the other cases of the card to answer with the same cause', async () => {
    const world = consoleWorld(database.db);
    const { caseId } = await addCase(world.ctx);
    const visitor = await world.signedIn('li');
    const ticked = (checked: boolean) => [{ caseId: 77, label: 'SW-77 · LM-MUG', checked }];
    world.core.answerWith(formReply(caseId, {}, ticked(true)), formReply(caseId, {}, ticked(false)));
    const { text } = await visitor.get(`/cases/${caseId}/answer?round=1&same=1`);
    expect(text).toMatch(/name="also" value="77" checked/);
    expect(text).toContain('SW-77 · LM-MUG');
    const plain = await visitor.get(`/cases/${caseId}/answer?round=1`);
    expect(plain.text).toMatch(/name="also" value="77"\/?>/);
    expect(world.core.heard.map((event) => event.type === 'button' && event.action)).toEqual(['same_cause', 'answer']);
    const refused = { type: 'field_errors' as const, errors: {}, text: { zh: '还差', en: 'Incomplete' } };
    world.core.answerWith(refused, formReply(caseId, {}, ticked(false)));
    const kept = await visitor.post(`/cases/${caseId}/answer`, { round: '1', also: '77' });
    expect(kept.text).toMatch(/name="also" value="77" checked/);
  });

  test('shows the record once it is answered: whoever answered may correct it, the manager may return it', async () => {
    const world = consoleWorld(database.db);
    const { caseId } = await addCase(world.ctx, { status: 'answered', answeredBy: 'li', nextDueAt: null });
    await addAnswer(world.ctx, caseId, 'li', wholeAnswer);
    const manager = await (await world.signedIn('zhang')).get(`/cases/${caseId}`);
    expect(manager.text).toContain('Ran a coupon on Sunday, over now');
    expect(manager.text).toContain(`href="/cases/${caseId}/return?round=1"`);
    expect(manager.text).not.toContain('更正答复');
    const author = await (await world.signedIn('li')).get(`/cases/${caseId}`);
    expect(author.text).toContain('Correct the answer');
    expect(author.text).not.toContain('/return');
  });

  test.each([
    '/cases/999',
    '/cases/abc',
    '/skus/amz-us/NOPE',
    '/skus/nope/X',
    '/verdicts/amz-us/2026-02-30',
    '/attachments/x',
    '/nowhere',
  ])('%s leads nowhere, and says so', async (path) => {
    const page = await (await consoleWorld(database.db).signedIn('li')).get(path);
    expect(page.status).toBe(404);
    expect(page.text).toContain('Not found');
  });
});

describe('lists', () => {
  test('of cases filter by state, person, store and words', async () => {
    const world = consoleWorld(database.db);
    await addSku(world.ctx, { sku: 'LM-LAMP-S', name: 'Desk lamp', days: 2 });
    const open = await addCase(world.ctx);
    const late = await addCase(world.ctx, {
      sku: 'LATE',
      answerDueAt: new Date('2026-03-03T09:00+08:00'),
      assigneeId: 'zhang',
    });
    await addCase(world.ctx, {
      sku: 'DONE',
      status: 'closed',
      resolution: 'expected',
      answerDueAt: null,
      nextDueAt: null,
    });
    const visitor = await world.signedIn('li');
    const shown = async (query: string) =>
      [...(await visitor.get(`/cases${query}`)).text.matchAll(/>(LM-LAMP-S|LATE|DONE)</g)].map((match) => match[1]);
    expect(await shown('')).toEqual(['LATE', 'LM-LAMP-S']);
    expect(await shown('?state=overdue')).toEqual(['LATE']);
    expect(await shown('?state=closed')).toEqual(['DONE']);
    expect(await shown('?state=all&who=li')).toEqual(['DONE', 'LM-LAMP-S']);
    expect(await shown('?state=all&q=desk')).toEqual(['LM-LAMP-S']);
    expect(await shown(`?state=all&q=SW-${late.caseId}`)).toEqual(['LATE']);
    expect(await shown(`?state=all&after=${late.caseId}`)).toEqual(['LM-LAMP-S']);
    expect(await shown('?state=all&q=%25')).toEqual([]);
    expect(open.caseId).toBeLessThan(late.caseId);
  });

  test('of cases that wait have the earliest deadline first, page after page', async () => {
    const world = consoleWorld(database.db);
    await addCase(world.ctx, { sku: 'LATER', answerDueAt: new Date('2026-03-04T18:00+08:00') });
    const { caseId } = await addCase(world.ctx, { sku: 'LATE', answerDueAt: new Date('2026-03-02T18:00+08:00') });
    await addCase(world.ctx, { sku: 'SOON' });
    const visitor = await world.signedIn('li');
    const shown = async (query: string) =>
      [...(await visitor.get(`/cases${query}`)).text.matchAll(/>(LATER|LATE|SOON)</g)].map((match) => match[1]);
    expect(await shown('')).toEqual(['LATE', 'SOON', 'LATER']);
    expect(await shown(`?after=${caseId}`)).toEqual(['SOON', 'LATER']);
  });

  test('of my forms have the earliest deadline first, and the count is on every page', async () => {
    const world = consoleWorld(database.db);
    await addCase(world.ctx, { sku: 'LATER', answerDueAt: new Date('2026-03-04T18:00+08:00') });
    await addCase(world.ctx, { sku: 'SOON' });
    await addCase(world.ctx, { sku: 'ELSEWHERE', assigneeId: 'zhang' });
    const { text } = await (await world.signedIn('li')).get('/mine');
    expect([...text.matchAll(/>(SOON|LATER|ELSEWHERE)</g)].map((match) => match[1])).toEqual(['SOON', 'LATER']);
    expect(text).toContain('<span class="badge">2</span>');
  });

  test('of SKUs find by code and name', async () => {
    const world = consoleWorld(database.db);
    await addSku(world.ctx, { sku: 'LM-LAMP-S', name: 'Desk lamp', days: 2 });
    await addSku(world.ctx, { sku: 'LM-MUG', name: 'Mug', days: 2 });
    const visitor = await world.signedIn('li');
    expect((await visitor.get('/skus?q=lamp')).text).not.toContain('LM-MUG');
    expect((await visitor.get('/skus?q=Mug')).text).toContain('LM-MUG');
    expect((await visitor.get('/skus?q=nothing')).text).toContain('No SKU matches');
  });
});

describe('what was judged', () => {
  test('a day lists every verdict with its numbers, what asked first, and can be narrowed', async () => {
    const world = consoleWorld(database.db);
    await addSku(world.ctx, {
      sku: 'QUIET',
      days: 1,
      last: { word: 'normal', units: 35, baseline: 34, deviation: 0.03 },
    });
    await addSku(world.ctx, { sku: 'RISEN', days: 1, last: risen });
    await addShopDay(world.ctx, { deviation: 1, normal: 1 });
    const visitor = await world.signedIn('li');
    expect((await visitor.get('/verdicts')).text).toContain(`/verdicts/amz-us/${lastDay}`);
    const { text } = await visitor.get(`/verdicts/amz-us/${lastDay}`);
    expect(text.indexOf('RISEN')).toBeLessThan(text.indexOf('QUIET'));
    expect(text).toContain('+85.0 %');
    expect((await visitor.get(`/verdicts/amz-us/${lastDay}?word=normal`)).text).not.toContain('RISEN');
  });

  test('a verdict is explained with its reasons', async () => {
    const world = consoleWorld(database.db);
    await addSku(world.ctx, { sku: 'RISEN', days: 1, last: risen });
    const { status, text } = await (await world.signedIn('li')).get(`/verdicts/amz-us/${lastDay}/RISEN`);
    expect(status).toBe(200);
    expect(text).toContain('+85.0 %');
  });

  test('a SKU’s page lists its days and its cases', async () => {
    const world = consoleWorld(database.db);
    await addSku(world.ctx, { sku: 'RISEN', name: 'Desk lamp', days: 30, last: risen });
    const { caseId } = await addCase(world.ctx, { sku: 'RISEN' });
    const { text } = await (await world.signedIn('li')).get('/skus/amz-us/RISEN');
    expect(text).toContain('2026-02-01');
    expect(text).toContain(`SW-${caseId}`);
    expect(text).toContain('no answer yet');
  });
});

test('a hostile SKU and name stay text wherever they are shown', async () => {
  const world = consoleWorld(database.db);
  await addSku(world.ctx, { sku: hostile, name: hostile, days: 3, last: risen });
  const { caseId, cardId } = await addCase(world.ctx, { sku: hostile });
  await postCard(world.ctx, cardId);
  await addShopDay(world.ctx, { deviation: 1 });
  const visitor = await world.signedIn('li');
  const sku = encodeURIComponent(hostile);
  const paths = [
    '/',
    '/mine',
    '/cases',
    '/skus',
    `/cases/${caseId}`,
    `/verdicts/amz-us/${lastDay}`,
    `/skus/amz-us/${sku}`,
    `/verdicts/amz-us/${lastDay}/${sku}`,
  ];
  for (const path of paths) {
    const page = await visitor.get(path);
    expect([path, page.status]).toEqual([path, 200]);
    expect([path, page.text.includes('<img src=x')]).toEqual([path, false]);
    expect([path, page.text.includes('&lt;img src=x')]).toEqual([path, true]);
  }
});

test.each(['50%', 'a/b', 'a%2Fb', 'ä 中', '#1?x=y', '+&='])('the SKU %s has a page of its own', async (sku) => {
  const world = consoleWorld(database.db);
  await addSku(world.ctx, { sku, days: 1, last: risen });
  const visitor = await world.signedIn('li');
  const path = /href="(\/skus\/amz-us\/[^"]*)"/.exec((await visitor.get('/skus')).text)?.[1] ?? '';
  const page = await visitor.get(path.replaceAll('&amp;', '&'));
  expect(page.status).toBe(200);
});

test('attachments are shown only when they are pictures, everything else is downloaded', async () => {
  const world = consoleWorld(database.db);
  const file = {
    name: '周报.html',
    contentType: 'text/html',
    content: new TextEncoder().encode('<script>'),
    createdAt: world.clock.now(),
  };
  await world.ctx.db.insert(attachments).values([
    { id: 'page', ...file },
    { id: 'picture', ...file, name: 'a.png', contentType: 'image/png' },
  ]);
  const visitor = await world.signedIn('li');
  const page = await visitor.get('/attachments/page');
  expect(page.headers.get('content-type')).toBe('application/octet-stream');
  expect(page.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
  expect((await visitor.get('/attachments/picture')).headers.get('content-type')).toBe('image/png');
});

describe('team and health', () => {
  test('the team page shows people and rules, and offers no way to change them', async () => {
    const { text } = await (await consoleWorld(database.db).signedIn('li')).get('/team');
    expect(text).toContain('09:00–18:00');
    expect(text).not.toContain('action="/team');
  });

  test('health is good when nothing is late, and names what is', async () => {
    const world = consoleWorld(database.db);
    const visitor = await world.signedIn('li');
    expect((await visitor.get('/health')).text).toContain('every due step of every case has been taken');
    await addCase(world.ctx, { nextDueAt: new Date('2026-03-03T10:00+08:00') });
    const { text } = await visitor.get('/health');
    expect(text).toContain('Something promised is not happening');
    expect(text).toContain('1 cases have a step more than five minutes overdue');
  });

  test('health lets managers send a message again, or settle it', async () => {
    const world = consoleWorld(database.db);
    const { cardId, caseId } = await addCase(world.ctx);
    const row = { kind: 'card', platform: 'slack', destination: { kind: 'group', groupId: 'team' } } as const;
    const at = { dueAt: world.clock.now(), notBefore: world.clock.now(), createdAt: world.clock.now() };
    const content = { kind: 'card', cardId } as const;
    const queued = { ...row, ...at, lane: 'slack/group:team', op: 'post', content } as const;
    await database.db.insert(deliveries).values([
      { ...queued, id: 5, key: 'a', state: 'failed' },
      {
        ...queued,
        id: 6,
        key: 'b',
        state: 'unclear',
        lastError: 'no answer',
      },
    ]);
    const manager = await world.signedIn('zhang');
    await manager.get('/');
    await manager.post('/language', { to: 'en' });
    const { text } = await manager.get('/health');
    expect(text).toContain(`href="/cases/${caseId}"`);
    expect(text).toContain('look in the group first');
    await manager.post('/health/messages/5', { do: 'send' });
    await manager.post('/health/messages/6', { do: 'sure' });
    await manager.post('/health/messages/6', { do: 'settled' });
    await manager.post('/health/messages/6', { do: 'drop' });
    expect(world.core.heard.map((event) => event.type === 'command' && event.text)).toEqual([
      'resend 5',
      'resend 6 sure',
      'resend 6 settled',
    ]);
    const operator = await (await world.signedIn('li')).get('/health');
    expect(operator.text).toContain('no answer');
    expect(operator.text).not.toContain('action="/health/messages');
  });
});
