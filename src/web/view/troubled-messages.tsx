// Messages that were given up or may stand, with what a manager can do about each: the command that does the same in a
// chat, so rights and rules are checked in one place.

import { randomUUID } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import type { DoctorReport } from '../../doctor/report.ts';
import { texts } from '../../lib/language.ts';
import { clean } from '../../messages/clean.ts';
import { messageKinds } from '../../messages/index.ts';
import { casePath } from '../../messages/paths.ts';
import { caseNumber } from '../../model/anomaly-case.ts';
import type { WebEnv } from '../deps.ts';
import { Cell, DataTable } from './bits.tsx';

const words = texts({
  en: {
    title: 'Messages that did not go out',
    columns: { id: 'No.', about: 'About', to: 'To', reason: 'Why', act: 'What to do' },
    lookFirst: 'It may already stand: look in the group first.',
    resend: 'Send again',
    sure: 'Missing: send again',
    settled: 'Settled',
    stands: 'It is there',
  },
  zh: {
    title: '没有发出去的消息',
    columns: { id: '编号', about: '内容', to: '发往', reason: '原因', act: '处理' },
    lookFirst: '可能已经发出，请先到群里看一眼。',
    resend: '重发',
    sure: '群里没有，重发',
    settled: '已处理',
    stands: '群里已有',
  },
});

type Troubled = DoctorReport['queue']['troubled'];

/** Nothing at all while every message goes out. */
export function TroubledMessages({ c, troubled }: { c: HonoContext<WebEnv>; troubled: Troubled }) {
  if (troubled.length === 0) return null;
  const language = c.get('language');
  const say = words[language];
  const titles = say.columns;
  return (
    <section>
      <h2>{say.title}</h2>
      <DataTable label={say.title} columns={titles} stack>
        {troubled.map((row) => (
          <tr>
            <Cell label={titles.id}>{row.id}</Cell>
            <Cell label={titles.about}>
              {messageKinds[row.kind].name[language]}
              {row.caseIds.map((id) => (
                <>
                  {' '}
                  <a href={casePath(id)}>{caseNumber(id)}</a>
                </>
              ))}
            </Cell>
            <Cell label={titles.to}>{row.lane}</Cell>
            <Cell label={titles.reason}>{clean(row.lastError ?? '–', 160)}</Cell>
            <Cell label={titles.act}>
              <WhatToDo c={c} row={row} />
            </Cell>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}

function WhatToDo({ c, row }: { c: HonoContext<WebEnv>; row: Troubled[number] }) {
  const say = words[c.get('language')];
  if (c.get('person')?.role === 'operator') return <>–</>;
  return (
    <form method="post" action={`/health/messages/${row.id}`} class="buttons">
      <input type="hidden" name="token" value={c.get('formToken')} />
      <input type="hidden" name="event" value={randomUUID()} />
      {row.mayStand && <p class="hint">{say.lookFirst}</p>}
      <button type="submit" name="do" value={row.mayStand ? 'sure' : 'send'}>
        {row.mayStand ? say.sure : say.resend}
      </button>
      <button type="submit" name="do" value="settled">
        {row.mayStand ? say.stands : say.settled}
      </button>
    </form>
  );
}

/** The command that a pressed button stands for; undefined when it is none of them. */
export function resendLine(id: number, form: Readonly<Record<string, string[]>>): string | undefined {
  const [wish] = form.do ?? [];
  if (wish === 'send') return `resend ${id}`;
  return wish === 'sure' || wish === 'settled' ? `resend ${id} ${wish}` : undefined;
}
