// The group's feed: cards and everything said under them, newest first, with the command box on top.

import type { Hono } from 'hono';
import { dayIn } from '../../lib/day.ts';
import { type Language, texts } from '../../lib/language.ts';
import { momentText } from '../../messages/format.ts';
import type { TeamView } from '../../messages/views.ts';
import type { Person, Policy } from '../../policy/policy.ts';
import {
  type ConsoleMessageRow,
  type ConsoleThread,
  consoleFeed,
  consoleFeedMark,
  consoleThread,
} from '../../store/console-messages.ts';
import type { WebEnv } from '../deps.ts';
import { personOf } from '../identity/identify.ts';
import { MessageBody, type MessageFrame, MessageTitle, MessageView } from '../message.tsx';
import { frameOf } from '../replies.tsx';
import { CommandBox } from '../view/command-box.tsx';
import { notFoundPage } from '../view/not-found.tsx';
import { page, teamOf } from '../view/page.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    title: 'Group',
    all: 'All',
    toMe: 'To me',
    filter: 'Which messages',
    edited: (at: string) => `edited ${at}`,
    earlier: (count: number) => `${count} earlier ${count === 1 ? 'reply' : 'replies'}`,
    older: 'Older messages',
    newest: 'Newest messages',
    thread: 'Thread',
    permanent: 'Link to this thread',
    emptyTitle: 'Nothing has been posted yet.',
    emptyHint: 'Import your daily sales: as soon as a day deviates by the threshold, its form is posted here.',
    emptyElsewhere: 'This team talks on another platform; the console shows its cases and data all the same.',
    emptyToMe: 'No message to you. Reminders and escalations that concern you come here.',
    import: 'Import data',
    seeCases: 'See the cases',
  },
  zh: {
    title: '群消息',
    all: '全部',
    toMe: '发给我的',
    filter: '消息范围',
    edited: (at) => `更新于 ${at}`,
    earlier: (count) => `更早的 ${count} 条回复`,
    older: '更早的消息',
    newest: '最新消息',
    thread: '消息记录',
    permanent: '这条消息的链接',
    emptyTitle: '还没有消息。',
    emptyHint: '请先导入每日销量：某个 SKU 的销量偏离平日达到阈值时，表单会发到这里。',
    emptyElsewhere: '本团队的群在其他平台；控制台同样可以查看异常单和数据。',
    emptyToMe: '没有发给你的消息。与你有关的提醒和升级会出现在这里。',
    import: '导入数据',
    seeCases: '查看异常单',
  },
});

const pageSize = 20;
const repliesShown = 4;

export function feedRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get('/', async (c) => {
    const { ctx } = web.deps;
    const person = personOf(c);
    const say = words[c.get('language')];
    const channels = channelsOf(ctx.policy, person);
    const chosen = channels.find((channel) => channel.id === c.req.query('in'));
    const before = numberOf(c.req.query('before'));
    const threads = await consoleFeed(ctx.db, {
      channels: chosen ? [chosen.id] : channels.map(({ id }) => id),
      ...(before === undefined ? {} : { before }),
      limit: pageSize + 1,
    });
    const shown = threads.slice(0, pageSize);
    const last = shown.at(-1)?.root.id;
    const team = teamOf(web, c.get('now'));
    const within = chosen ? `in=${encodeURIComponent(chosen.id)}&` : '';
    return page(c, web, {
      title: say.title,
      active: 'feed',
      live: before === undefined,
      children: (
        <>
          <h1 class="visually-hidden">{say.title}</h1>
          <CommandBox language={c.get('language')} token={c.get('formToken')} eventId={frameOf(c).eventId()} />
          <nav class="tabs" aria-label={say.filter}>
            <a href="/" aria-current={chosen ? undefined : 'true'}>
              {say.all}
            </a>
            {channels.map((channel) => (
              <a href={`/?in=${encodeURIComponent(channel.id)}`} aria-current={chosen === channel ? 'true' : undefined}>
                {channel.name ?? say.toMe}
              </a>
            ))}
          </nav>
          {shown.length === 0 && before === undefined && (
            <EmptyFeed
              language={c.get('language')}
              reason={chosen?.name === null ? 'toMe' : hasConsoleGroup(ctx.policy) ? 'none' : 'elsewhere'}
            />
          )}
          {shown.map((thread) => (
            <ThreadView
              thread={thread}
              channel={chosen ? undefined : channels.find(({ id }) => id === thread.root.channel)}
              team={team}
              frame={{ ...frameOf(c), back: `/${within && `?${within.slice(0, -1)}`}#m${thread.root.id}` }}
            />
          ))}
          <p class="pager">
            {before !== undefined && <a href={`/${within && `?${within.slice(0, -1)}`}`}>{say.newest}</a>}
            {threads.length > pageSize && <a href={`/?${within}before=${last}`}>{say.older}</a>}
          </p>
        </>
      ),
    });
  });

  app.get('/messages/:id{\\d+}', async (c) => {
    const { ctx } = web.deps;
    const channels = channelsOf(ctx.policy, personOf(c));
    const thread = await consoleThread(
      ctx.db,
      Number(c.req.param('id')),
      channels.map(({ id }) => id),
    );
    if (!thread) return notFoundPage(c, web);
    return page(c, web, {
      title: thread.root.message[c.get('language')].title,
      active: 'feed',
      live: true,
      children: <ThreadView thread={thread} team={teamOf(web, c.get('now'))} frame={frameOf(c, 1)} whole />,
    });
  });

  /** Changes when the feed does; the page's script asks for it now and then. */
  app.get('/feed-mark', async (c) => {
    const channels = channelsOf(web.deps.ctx.policy, personOf(c)).map(({ id }) => id);
    return c.json({ mark: await consoleFeedMark(web.deps.ctx.db, channels) });
  });
}

interface Channel {
  id: string;
  /** Null for the person's own messages. */
  name: string | null;
}

/** What a person reads: every group of the console, and what was said to them alone. */
function channelsOf(policy: Policy, person: Person): Channel[] {
  const groups = policy.groups.filter((group) => group.platform === 'console');
  return [
    ...groups.map((group) => ({ id: `group:${group.id}`, name: group.name ?? group.id })),
    { id: `person:${person.id}`, name: null },
  ];
}

function hasConsoleGroup(policy: Policy): boolean {
  return policy.groups.some((group) => group.platform === 'console');
}

interface ThreadProps {
  thread: ConsoleThread;
  channel?: Channel | undefined;
  team: TeamView;
  frame: MessageFrame;
  whole?: boolean;
}

function ThreadView({ thread, channel, team, frame, whole = false }: ThreadProps) {
  const { root, replies } = thread;
  const say = words[frame.language];
  const hidden = whole ? [] : replies.slice(0, Math.max(0, replies.length - repliesShown));
  const shown = replies.slice(hidden.length);
  const reply = (row: ConsoleMessageRow) => (
    <ReplyView row={row} team={team} frame={{ ...frame, level: 3 }} open={whole || row === replies.at(-1)} />
  );
  return (
    <article class="thread" id={`m${root.id}`} data-tone={root.message[frame.language].tone}>
      <header class="meta">
        {channel && <span class="tag">{channel.name ?? say.toMe}</span>}
        <MomentLink row={root} team={team} language={frame.language} />
      </header>
      <MessageView message={root.message[frame.language]} frame={frame} />
      {replies.length > 0 && (
        <section class="replies" aria-label={say.thread}>
          {hidden.length > 0 && (
            <details>
              <summary>{say.earlier(hidden.length)}</summary>
              {hidden.map(reply)}
            </details>
          )}
          {shown.map(reply)}
        </section>
      )}
    </article>
  );
}

interface ReplyProps {
  row: ConsoleMessageRow;
  team: TeamView;
  frame: MessageFrame;
  /** The newest reply shows all of itself; of the others the title tells enough until somebody wants more. */
  open: boolean;
}

function ReplyView({ row, team, frame, open }: ReplyProps) {
  const message = row.message[frame.language];
  return (
    <details class="reply" id={`m${row.id}`} data-tone={message.tone} open={open}>
      <summary>
        <MessageTitle message={message} frame={frame} />
        <span class="meta">
          <MomentText row={row} team={team} language={frame.language} />
        </span>
      </summary>
      <MessageBody message={message} frame={frame} />
    </details>
  );
}

function MomentLink({ row, team, language }: { row: ConsoleMessageRow; team: TeamView; language: Language }) {
  return (
    <a href={`/messages/${row.id}`} title={words[language].permanent}>
      <MomentText row={row} team={team} language={language} />
    </a>
  );
}

function MomentText({ row, team, language }: { row: ConsoleMessageRow; team: TeamView; language: Language }) {
  const posted = row.postedAt.toISOString();
  const edited = row.editedAt?.toISOString();
  return (
    <>
      <time datetime={posted}>{momentText(posted, team, language)}</time>
      {edited && (
        <>
          {' · '}
          <time datetime={edited}>{words[language].edited(editedText(posted, edited, team, language))}</time>
        </>
      )}
    </>
  );
}

/** Only the time when it was edited on the day it was posted. */
function editedText(posted: string, edited: string, team: TeamView, language: Language): string {
  const text = momentText(edited, team, language);
  const sameDay = dayIn(team.zone, new Date(posted)) === dayIn(team.zone, new Date(edited));
  return sameDay ? text.slice(-5) : text;
}

function EmptyFeed({ language, reason }: { language: Language; reason: 'none' | 'elsewhere' | 'toMe' }) {
  const say = words[language];
  if (reason === 'toMe') return <p class="empty">{say.emptyToMe}</p>;
  return (
    <div class="empty">
      <p>
        <strong>{say.emptyTitle}</strong>
      </p>
      <p>{reason === 'none' ? say.emptyHint : say.emptyElsewhere}</p>
      <p>
        <a class="button" data-style="primary" href={reason === 'none' ? '/import' : '/cases'}>
          {reason === 'none' ? say.import : say.seeCases}
        </a>
      </p>
    </div>
  );
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
