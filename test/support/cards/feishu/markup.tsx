// Feishu's texts as HTML, as its clients show them. Marks that the project's renderer never writes stay as they are written.

import type { Child } from 'hono/jsx';
import { feishuPeople } from './names.ts';

/** Feishu shows emoji in its own font; here they are drawn, because no machine has to have that font. */
const drawn: Readonly<Record<string, string>> = { '✅': 'good', '⚠️': 'warning', '🚨': 'alarm' };

/** Plain text. */
export function Literal({ text }: { text: string }) {
  return (
    <>
      {text.split(/(✅|⚠️|🚨|\n)/u).map((piece) => {
        if (piece === '\n') return <br />;
        const shape = drawn[piece];
        return shape ? <span class={`emoji ${shape}`} role="img" aria-label={piece} /> : piece;
      })}
    </>
  );
}

/** Lines, lists among them. */
export function Markup({ text }: { text: string }) {
  const lines = text.split('\n');
  return (
    <>
      {lines.map((line, i) => {
        if (line.startsWith('- ')) {
          return (
            <div class="item">
              <span class="dot">•</span>
              <span>
                <Marked text={line.slice(2)} />
              </span>
            </div>
          );
        }
        const isLast = i === lines.length - 1 || lines[i + 1]?.startsWith('- ');
        return (
          <>
            <Marked text={line} />
            {isLast ? '' : <br />}
          </>
        );
      })}
    </>
  );
}

const mark = /(\*\*.+?\*\*|<font color='\w+'>.*?<\/font>|<at id=\w+><\/at>|\[[^\]]*\]\([^)]*\))/u;

function Marked({ text }: { text: string }): Child {
  return (
    <>
      {text.split(mark).map((piece): Child => {
        const strong = /^\*\*(.+)\*\*$/u.exec(piece)?.[1];
        if (strong !== undefined) {
          return (
            <b>
              <Marked text={strong} />
            </b>
          );
        }
        const [, colour, coloured = ''] = /^<font color='(\w+)'>(.*)<\/font>$/u.exec(piece) ?? [];
        if (colour !== undefined) {
          return (
            <span class={colour}>
              <Marked text={coloured} />
            </span>
          );
        }
        const id = /^<at id=(\w+)>/u.exec(piece)?.[1];
        if (id !== undefined) {
          return <span class="mention">@{id === 'all' ? '所有人' : (feishuPeople.get(id) ?? id)}</span>;
        }
        const label = /^\[([^\]]*)\]\(/u.exec(piece)?.[1];
        if (label !== undefined) {
          return (
            <span class="link">
              <Literal text={unescaped(label)} />
            </span>
          );
        }
        return <Literal text={unescaped(piece)} />;
      })}
    </>
  );
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
