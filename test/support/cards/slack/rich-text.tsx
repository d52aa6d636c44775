// Slack's three notations of text as HTML, as its clients show them.

import type { RichTextBlock, RichTextBlockElement, RichTextElement, TextObject } from '@slack/types';
import type { Child } from 'hono/jsx';
import { slackPeople } from './names.ts';

/** Slack shows emoji in its own font; here they are drawn, because no machine has to have that font. */
const drawn: Readonly<Record<string, string>> = { '✅': 'good', '⚠️': 'warning', '🚨': 'alarm' };

export function Literal({ text }: { text: string }) {
  const pieces = text.split(/(✅|⚠️|🚨|\n)/u);
  return (
    <>
      {pieces.map((piece) => {
        if (piece === '\n') return <br />;
        const shape = drawn[piece];
        return shape ? <span class={`emoji ${shape}`} role="img" aria-label={piece} /> : piece;
      })}
    </>
  );
}

export function TextView({ text }: { text: TextObject }) {
  return text.type === 'plain_text' ? <Literal text={text.text} /> : <Mrkdwn text={text.text} />;
}

/** Bold, mentions and links; what the project's renderer never writes is shown unchanged. */
function Mrkdwn({ text }: { text: string }) {
  const pieces = text.split(/(\*[^*\n]+\*|<[^>]+>)/u);
  return (
    <>
      {pieces.map((piece): Child => {
        const bold = /^\*(.+)\*$/u.exec(piece)?.[1];
        if (bold !== undefined) {
          return (
            <b>
              <Literal text={unescaped(bold)} />
            </b>
          );
        }
        const special = /^<(.+)>$/u.exec(piece)?.[1];
        if (special === undefined) return <Literal text={unescaped(piece)} />;
        if (special.startsWith('@')) return <Mention userId={special.slice(1)} />;
        if (special.startsWith('!')) return <span class="mention">@{special.slice(1)}</span>;
        const [, label = special] = special.split('|');
        return <span class="link">{unescaped(label)}</span>;
      })}
    </>
  );
}

export function RichText({ block }: { block: RichTextBlock }) {
  return (
    <div class="rich">
      {block.elements.map((element) => (
        <RichPart element={element} />
      ))}
    </div>
  );
}

function RichPart({ element }: { element: RichTextBlockElement }) {
  if (element.type === 'rich_text_list') {
    return (
      <ul>
        {element.elements.map((item) => (
          <li>
            <Runs elements={item.elements} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <p>
      <Runs elements={element.elements} />
    </p>
  );
}

function Runs({ elements }: { elements: readonly RichTextElement[] }) {
  return (
    <>
      {elements.map((run): Child => {
        switch (run.type) {
          case 'text':
            return run.style?.bold ? (
              <b>
                <Literal text={run.text} />
              </b>
            ) : (
              <Literal text={run.text} />
            );
          case 'user':
            return <Mention userId={run.user_id} />;
          case 'broadcast':
            return <span class="mention">@{run.range}</span>;
          case 'link':
            return <span class="link">{run.text ?? run.url}</span>;
          default:
            return <mark>{run.type}</mark>;
        }
      })}
    </>
  );
}

function Mention({ userId }: { userId: string }) {
  return <span class="mention">@{slackPeople.get(userId) ?? userId}</span>;
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
