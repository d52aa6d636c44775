// Any message as HTML: the console's counterpart of the Slack and Feishu renderers. Pure; text stays text, because JSX
// escapes everything it is given.

import { type Language, texts } from '../lib/language.ts';
import type { Block, Button, Inline, Message, Tone } from '../messages/message.ts';
import { answerPath, returnPath } from '../messages/paths.ts';
import { numberColumns } from '../messages/plain-text.ts';
import { FormView } from './view/form.tsx';

const words = texts({
  en: {
    tones: { plain: '', good: 'Done', warning: 'Attention', alarm: 'Urgent' },
    more: (count: number) => `… ${count} more`,
    everyone: '@all',
    table: 'Table',
  },
  zh: {
    tones: { plain: '', good: '完成', warning: '注意', alarm: '紧急' },
    more: (count) => `… 还有 ${count} 项`,
    everyone: '@所有人',
    table: '表格',
  },
});

/** What the forms and buttons of a message need besides its words. */
export interface MessageFrame {
  language: Language;
  /** Goes into every form. */
  token: string;
  /** A fresh id for each thing that can be pressed: pressing it twice is one event. */
  eventId: () => string;
  /** Where a click leads back to when it is done; the case's page when left out. */
  back?: string;
  /** Shows what only managers may press. */
  mayManage?: boolean;
  /** Level of the title: 2 in a list of messages, 1 where the message is the page. */
  level?: 1 | 2 | 3;
}

/** The message without its surroundings (time, thread). */
export function MessageView({ message, frame }: { message: Message; frame: MessageFrame }) {
  return (
    <div class="message" data-tone={message.tone}>
      <MessageTitle message={message} frame={frame} />
      <MessageBody message={message} frame={frame} />
    </div>
  );
}

export function MessageTitle({ message, frame }: { message: Message; frame: MessageFrame }) {
  const Title = `h${frame.level ?? 2}` as 'h1' | 'h2' | 'h3';
  return (
    <Title class="message-title">
      <ToneMark tone={message.tone} language={frame.language} />
      {message.title}
    </Title>
  );
}

export function MessageBody({ message, frame }: { message: Message; frame: MessageFrame }) {
  return (
    <div class="message-body">
      {message.blocks.map((block) => (
        <BlockView block={block} frame={frame} />
      ))}
    </div>
  );
}

export function BlockView({ block, frame }: { block: Block; frame: MessageFrame }) {
  const { language } = frame;
  switch (block.type) {
    case 'text':
      return (
        <p>
          <Inlines text={block.text} language={language} />
        </p>
      );
    case 'small':
      return (
        <p class="small">
          <Inlines text={block.text} language={language} />
        </p>
      );
    case 'heading':
      return <p class="block-heading">{block.text}</p>;
    case 'facts':
      return (
        <dl class="facts">
          {block.facts.map((fact) => (
            <div data-tone={fact.tone}>
              <dt>{fact.label}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
      );
    case 'table':
      return <TableBlock columns={block.columns} rows={block.rows} more={block.more} language={language} />;
    case 'list':
      return (
        <ul class="list">
          {block.items.map((item) => (
            <li>
              <Inlines text={item} language={language} />
            </li>
          ))}
          {block.more > 0 && <li class="more">{words[language].more(block.more)}</li>}
        </ul>
      );
    case 'row':
      return (
        <div class="row">
          <div>
            <p>
              <Inlines text={block.text} language={language} />
            </p>
            {block.detail.length > 0 && (
              <p class="small">
                <Inlines text={block.detail} language={language} />
              </p>
            )}
          </div>
          {block.button && <ButtonView button={block.button} frame={frame} />}
        </div>
      );
    case 'buttons':
      return (
        <div class="buttons">
          {block.buttons.map((button) => (
            <ButtonView button={button} frame={frame} />
          ))}
        </div>
      );
    case 'image':
      return (
        <a class="picture" href={attachmentPath(block.attachmentId)}>
          <img src={attachmentPath(block.attachmentId)} alt={block.alt} loading="lazy" />
        </a>
      );
    case 'file':
      return (
        <p>
          <a class="file" href={attachmentPath(block.attachmentId)} download={block.name}>
            {block.name}
          </a>
        </p>
      );
    case 'form':
      return <FormView block={block} language={language} token={frame.token} eventId={frame.eventId()} />;
  }
}

function attachmentPath(id: string): string {
  return `/attachments/${encodeURIComponent(id)}`;
}

/** Shape and word beside the colour, so that nobody has to tell colours apart. */
function ToneMark({ tone, language }: { tone: Tone; language: Language }) {
  if (tone === 'plain') return null;
  return (
    <span class="tone" data-tone={tone} title={words[language].tones[tone]}>
      <span aria-hidden="true">{{ good: '✓', warning: '!', alarm: '‼' }[tone]}</span>
      <span class="visually-hidden">{words[language].tones[tone]}: </span>
    </span>
  );
}

function Inlines({ text, language }: { text: readonly Inline[]; language: Language }) {
  return (
    <>
      {text.map((piece) => {
        if (typeof piece === 'string') return piece;
        if ('strong' in piece) return <strong>{piece.strong}</strong>;
        if ('command' in piece) return <strong>{piece.command}</strong>;
        if ('mention' in piece) return <span class="mention">@{piece.name}</span>;
        if ('mentionAll' in piece) return <span class="mention">{words[language].everyone}</span>;
        return <a href={safeLink(piece.link)}>{piece.label}</a>;
      })}
    </>
  );
}

/** Links of messages are paths of the console or web addresses; anything else ("javascript:") leads nowhere. */
function safeLink(link: string): string {
  return /^(\/(?![/\\])|https?:\/\/)/i.test(link) ? link : '#';
}

const managersPress: readonly Button['action'][] = ['approve', 'return'];

function ButtonView({ button, frame }: { button: Button; frame: MessageFrame }) {
  if (managersPress.includes(button.action) && !frame.mayManage) return null;
  if (button.action !== 'acknowledge' && button.action !== 'approve') {
    return (
      <a class="button" data-style={button.style} href={safeLink(targetOf(button))}>
        {button.label}
      </a>
    );
  }
  return (
    <form method="post" action={`/cases/${button.caseId}/press`}>
      <input type="hidden" name="token" value={frame.token} />
      <input type="hidden" name="event" value={frame.eventId()} />
      <input type="hidden" name="round" value={String(button.round)} />
      {frame.back && <input type="hidden" name="back" value={frame.back} />}
      <button type="submit" name="action" value={button.action} data-style={button.style}>
        {button.label}
      </button>
    </form>
  );
}

/** Where a button leads that needs more than a click. */
function targetOf(button: Button): string {
  const round = `?round=${button.round}`;
  switch (button.action) {
    case 'answer':
      return answerPath(button.caseId) + round;
    case 'same_cause':
      return `${answerPath(button.caseId)}${round}&same=1`;
    case 'return':
      return returnPath(button.caseId) + round;
    default:
      return button.path;
  }
}

interface TableProps {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  more: number;
  language: Language;
}

/** A cell of so many characters stays on one line: dates, numbers with their unit, a status. */
const shortCell = 10;

// The tabindex lets a keyboard scroll a wide table.
function TableBlock({ columns, rows, more, language }: TableProps) {
  const numeric = numberColumns(columns, rows);
  return (
    <section class="scroll" tabindex={0} aria-label={words[language].table}>
      <table>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th scope="col" class={numeric[index] ? 'number' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell, index) => (
                <td class={numeric[index] ? 'number' : cell.length <= shortCell ? 'short' : undefined}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="more">{words[language].more(more)}</p>}
    </section>
  );
}
