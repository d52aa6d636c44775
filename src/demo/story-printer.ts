// Prints the demo's story on the terminal, a line for each thing that happens, with the simulated time before it.

import path from 'node:path';
import { alreadyRead } from '../ingest/issues.ts';
import type { FileReport } from '../ingest/report.ts';
import type { Clock } from '../lib/clock.ts';
import type { Language } from '../lib/language.ts';
import { fixedMoment } from '../messages/format.ts';

export interface StoryPrinter {
  /** `who` did or was told `what`. */
  line(who: string, what: string): void;
  /** A heading between parts. */
  chapter(title: string): void;
  /** Text of several lines, indented. */
  block(text: string): void;
  /** What came of files: a line each, those of kinds that cannot be read yet counted together. */
  files(reports: readonly FileReport[]): void;
  serving(url: string): void;
  /** A position in the story, for `since`. */
  mark(): number;
  /** The lines told after `mark`. */
  since(mark: number): string[];
}

/** A printer on standard output. */
export function storyPrinter(of: { clock: Clock; zone: string; language: Language }): StoryPrinter {
  const { clock, zone, language } = of;
  const said: string[] = [];
  const when = () => {
    const now = clock.now().toISOString();
    return fixedMoment(now, { name: '', zone, now }, language);
  };
  const write = (text: string) => void process.stdout.write(`${text}\n`);
  const line = (who: string, what: string) => {
    said.push(`${who} ${what}`);
    write(`  ${when()}  ${who}  ${what}`);
  };
  return {
    line,
    chapter: (title) => write(`\n${title}`),
    block: (text) => write(text.replace(/^/gm, '      │ ')),
    files: (reports) => {
      const news = reports.filter((report) => report.code !== alreadyRead);
      const unread = news.filter((report) => report.code === 'UNKNOWN_FORMAT');
      for (const report of news) {
        if (!unread.includes(report)) line('📄', report.message[language].replaceAll(report.file, nameOf(report.file)));
      }
      if (unread.length > 0) line('📄', unreadText(unread.length, language));
    },
    serving: (url) =>
      write(
        language === 'zh'
          ? `\n控制台：${url}  （选择你是谁，填一张表，然后用上方的时钟按钮让时间前进；Ctrl+C 结束）`
          : `\nConsole: ${url}  (say who you are, answer a form, move the clock with the buttons on top; Ctrl+C ends)`,
      ),
    mark: () => said.length,
    since: (mark) => said.slice(mark),
  };
}

function unreadText(count: number, language: Language): string {
  return language === 'zh'
    ? `另有 ${count} 个文件是目前还不能读取的格式，已跳过（skuwatch import 会逐个说明）。`
    : `${count} more files are of kinds that cannot be read yet; left out ("skuwatch import" says which).`;
}

/** A file by its name and folder: the whole path is noise here. */
function nameOf(file: string): string {
  return file.split(path.sep).slice(-2).join('/');
}
