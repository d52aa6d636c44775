// The progress of an import or a rehearsal as one line that a terminal redraws. Pure.

import stringWidth from 'string-width';
import type { ImportProgress } from '../ingest/import-files.ts';
import { visible } from '../ingest/safe-text.ts';
import type { Language } from '../lib/language.ts';

const barWidth = 24;

/** "[2/5] all-orders.txt [######------] 48% 120,000 rows", at most `columns` wide. */
export function progressLine(progress: ImportProgress, columns: number, language: Language): string {
  const { file, position, of, share, rows, phase } = progress;
  const count = rows.toLocaleString('en-US');
  const words = {
    zh: { reading: '读取', merging: '写入', done: '完成' },
    en: { reading: 'reading', merging: 'storing', done: 'done' },
  };
  const tail = `${barOf(share)} ${words[language][phase]} ${language === 'zh' ? `${count} 行` : `${count} rows`}`;
  const head = `[${position}/${of}] `;
  const room = columns - 1 - stringWidth(head) - stringWidth(tail) - 1;
  return `${head}${fitted(visible(file.split('/').at(-1) ?? file, 60), Math.max(8, room))} ${tail}`;
}

/** "Rehearsing [######------] 48%". */
export function rehearsalLine({ done, of }: { done: number; of: number }, language: Language): string {
  return `${language === 'zh' ? '试算中' : 'Rehearsing'} ${barOf(of === 0 ? 1 : done / of)}`;
}

function barOf(share: number): string {
  const done = Math.round(Math.min(1, Math.max(0, share)) * barWidth);
  return `[${'#'.repeat(done)}${'-'.repeat(barWidth - done)}] ${Math.round(share * 100)}%`;
}

function fitted(name: string, width: number): string {
  let shown = name;
  while (stringWidth(shown) > width) shown = shown.slice(0, -1);
  return shown === name ? name : `${shown.slice(0, -1)}…`;
}
