// Bringing files in: choose, send, read for each file what became of it and which rows were wrong.

import type { Hono, Context as HonoContext } from 'hono';
import { personName, storeName } from '../../cases/display-names.ts';
import type { FileReport, ImportStatus } from '../../ingest/report.ts';
import { type Language, texts } from '../../lib/language.ts';
import { units } from '../../messages/format.ts';
import { recentBatches } from '../../store/reads/imports.ts';
import type { WebEnv } from '../deps.ts';
import { isFormToken, uploadPath } from '../identity/guard.ts';
import { personOf } from '../identity/identify.ts';
import { inboundBase, replyPage } from '../replies.tsx';
import { receiveUpload } from '../upload.ts';
import { Cell, DataTable, Empty, Moment } from '../view/bits.tsx';
import { page, teamOf } from '../view/page.tsx';
import { refusalPage } from '../view/refusal.tsx';
import { decidePath, decisionLine, WaitingDays } from '../view/waiting-days.tsx';
import type { Web } from '../web.ts';

const words = texts({
  en: {
    title: 'Import',
    intro:
      'Daily sales, stock, inbound shipments, lead times, owners; Amazon All Orders and FBA stock reports as downloaded. CSV or text, plain or gzip. The same file twice changes nothing.',
    choose: 'Files',
    send: 'Import',
    sending: 'Sending and reading …',
    noFiles: 'No file was chosen. Choose one or more files and send them again.',
    broken: 'The upload broke off before it was complete. Nothing was imported from it; send the files again.',
    tooLarge: (name: string) => `${name} is larger than 4 GB. Split it, or import it with the command line.`,
    results: 'What became of the files',
    statuses: {
      accepted: 'accepted',
      accepted_with_warning: 'accepted, with a warning',
      partial: 'partly accepted',
      needs_input: 'needs your input',
      quarantined: 'set aside',
      rejected: 'rejected',
      failed: 'failed',
    },
    rows: (kept: string, refused: string) => `${kept} rows kept, ${refused} refused`,
    issueColumns: { line: 'Line', column: 'Column', found: 'Found', message: 'What to do' },
    issues: (count: number) => (count === 1 ? '1 remark' : `${count} remarks`),
    history: 'Files so far',
    system: 'Skuwatch',
    columns: {
      at: 'Received',
      file: 'File',
      store: 'Store',
      by: 'By',
      kept: 'Rows kept',
      refused: 'Refused',
      status: 'Status',
    },
    none: 'No file has come in yet.',
    noneHint: 'Start with four weeks of daily sales, so that every SKU has a baseline, and the newest stock report.',
    off: 'This console cannot take files in. Use the command line: skuwatch import FILE.',
    several: 'several',
  },
  zh: {
    title: '导入数据',
    intro:
      '支持每日销量、库存、在途、采购周期、负责人，以及从亚马逊直接下载的 All Orders 和 FBA 库存报告。CSV 或文本，可用 gzip 压缩。同一文件重复导入不会重复计数。',
    choose: '文件',
    send: '导入',
    sending: '正在上传并读取……',
    noFiles: '没有选择文件。请选择一个或多个文件后再提交。',
    broken: '上传中断，没有导入任何内容，请重新上传。',
    tooLarge: (name) => `${name} 超过 4 GB。请拆分，或用命令行导入。`,
    results: '导入结果',
    statuses: {
      accepted: '已导入',
      accepted_with_warning: '已导入，有提醒',
      partial: '部分导入',
      needs_input: '需要补充信息',
      quarantined: '暂存待核',
      rejected: '未导入',
      failed: '失败',
    },
    rows: (kept, refused) => `导入 ${kept} 行，拒收 ${refused} 行`,
    issueColumns: { line: '行', column: '列', found: '内容', message: '问题与处理办法' },
    issues: (count) => `${count} 条说明`,
    history: '已导入的文件',
    system: '系统',
    columns: {
      at: '接收时间',
      file: '文件',
      store: '店铺',
      by: '导入人',
      kept: '导入行数',
      refused: '拒收',
      status: '状态',
    },
    none: '还没有导入过文件。',
    noneHint: '建议先导入四周的每日销量，让每个 SKU 有平日可比，再导入最新的库存报告。',
    off: '此控制台不能导入文件，请使用命令行：skuwatch import 文件。',
    several: '多个',
  },
});

const listed = { batches: 30, issues: 20 };
const issuesShown = 50;

export function importRoutes(app: Hono<WebEnv>, web: Web): void {
  app.get(uploadPath, (c) => importPage(c, web, {}));
  app.post(decidePath, (c) => decideDay(c, web));

  app.post(uploadPath, async (c) => {
    const say = words[c.get('language')];
    const { importFiles, spoolFolder } = web.deps;
    if (!importFiles || !c.get('formTokenUnchecked')) return importPage(c, web, { problem: say.noFiles });
    const upload = await receiveUpload(c.req.raw, { isToken: (token) => isFormToken(c, token), spoolFolder });
    if (!upload.ok) {
      if (upload.because === 'no_token') return refusalPage(c, 'no_token', 403);
      return importPage(c, web, { problem: say.broken });
    }
    try {
      if (upload.files.length === 0 && upload.tooLarge.length === 0) {
        return await importPage(c, web, { problem: say.noFiles });
      }
      const reports = await importFiles(personOf(c).id, upload.files);
      const problem = upload.tooLarge.map(say.tooLarge).join(' ');
      return await importPage(c, web, problem === '' ? { reports } : { reports, problem });
    } finally {
      await upload.remove();
    }
  });
}

/** A person's word on a day that waits, given with a button. */
async function decideDay(c: HonoContext<WebEnv>, web: Web): Promise<Response> {
  const text = decisionLine(c.get('form'));
  if (text === undefined) return c.redirect(uploadPath, 303);
  const reply = await web.deps.handle({ ...inboundBase(c), type: 'command', text });
  return replyPage(c, web, reply, { back: uploadPath, active: 'import' });
}

interface Outcome {
  reports?: readonly FileReport[];
  problem?: string;
}

async function importPage(c: HonoContext<WebEnv>, web: Web, { reports, problem }: Outcome): Promise<Response> {
  const language = c.get('language');
  const say = words[language];
  return page(c, web, {
    title: say.title,
    active: 'import',
    status: problem ? 422 : 200,
    children: (
      <>
        <h1>{say.title}</h1>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {reports && <Reports reports={reports} language={language} />}
        {web.deps.importFiles ? (
          <form method="post" action={uploadPath} enctype="multipart/form-data" class="card upload" data-upload>
            <input type="hidden" name="token" value={c.get('formToken')} />
            <p>{say.intro}</p>
            <label for="files">{say.choose}</label>
            <input id="files" type="file" name="files" multiple required />
            <button type="submit" data-style="primary">
              {say.send}
            </button>
            <p class="progress" role="status" data-sending={say.sending} />
          </form>
        ) : (
          <p>{say.off}</p>
        )}
        <WaitingDays c={c} ctx={web.deps.ctx} />
        <History c={c} web={web} />
      </>
    ),
  });
}

function Reports({ reports, language }: { reports: readonly FileReport[]; language: Language }) {
  const say = words[language];
  return (
    <section class="card" role="status">
      <h2>{say.results}</h2>
      <ul class="reports">
        {reports.map((report) => (
          <li>
            <p>
              <StatusTag status={report.status} language={language} /> <strong>{report.file}</strong>{' '}
              <span class="small">{say.rows(units(report.rowsKept), units(report.rowsRefused))}</span>
            </p>
            <p>{report.message[language]}</p>
            {report.issues.length > 0 && (
              <IssueTable
                issues={report.issues.slice(0, issuesShown)}
                total={report.issues.length}
                language={language}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Issue {
  line?: number | null | undefined;
  column?: string | null | undefined;
  found?: string | null | undefined;
  message: unknown;
}

function IssueTable({ issues, total, language }: { issues: readonly Issue[]; total: number; language: Language }) {
  const say = words[language];
  const titles = say.issueColumns;
  return (
    <details>
      <summary>{say.issues(total)}</summary>
      <DataTable label={say.issues(total)} columns={titles} numbers={['line']} stack>
        {issues.map((issue) => (
          <tr>
            <Cell label={titles.line} number>
              {issue.line ?? '–'}
            </Cell>
            <Cell label={titles.column}>{issue.column ?? '–'}</Cell>
            <Cell label={titles.found}>
              <code>{issue.found ?? ''}</code>
            </Cell>
            <Cell label={titles.message}>{textOf(issue.message, language)}</Cell>
          </tr>
        ))}
      </DataTable>
    </details>
  );
}

async function History({ c, web }: { c: HonoContext<WebEnv>; web: Web }) {
  const { ctx } = web.deps;
  const language = c.get('language');
  const say = words[language];
  const batches = await recentBatches(ctx.db, listed);
  const titles = say.columns;
  if (batches.length === 0) return <Empty text={say.none} hint={say.noneHint} />;
  return (
    <section>
      <h2>{say.history}</h2>
      <DataTable label={say.history} columns={titles} numbers={['kept', 'refused']} stack>
        {batches.map(({ batch, issues }) => (
          <tr>
            <Cell label={titles.at}>
              <Moment at={batch.receivedAt} team={teamOf(web, c.get('now'))} language={language} />
            </Cell>
            <Cell label={titles.file}>
              {batch.fileName}
              {issues.length > 0 && <IssueTable issues={issues} total={issues.length} language={language} />}
            </Cell>
            <Cell label={titles.store}>{batch.storeId ? storeName(ctx.policy, batch.storeId) : say.several}</Cell>
            <Cell label={titles.by}>
              {batch.receivedBy === 'system' ? say.system : personName(ctx.policy, batch.receivedBy)}
            </Cell>
            <Cell label={titles.kept} number>
              {units(batch.rowsKept)}
            </Cell>
            <Cell label={titles.refused} number>
              {units(batch.rowsRefused)}
            </Cell>
            <Cell label={titles.status}>
              <StatusTag status={batch.status} language={language} />
            </Cell>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}

function StatusTag({ status, language }: { status: string; language: Language }) {
  const text: Readonly<Record<string, string>> = words[language].statuses;
  const tones: Readonly<Record<ImportStatus, string>> = {
    accepted: 'good',
    accepted_with_warning: 'warning',
    partial: 'warning',
    needs_input: 'warning',
    quarantined: 'warning',
    rejected: 'alarm',
    failed: 'alarm',
  };
  return (
    <span class="tag" data-tone={(tones as Readonly<Record<string, string>>)[status]}>
      {text[status] ?? status}
    </span>
  );
}

/** Messages of issues are stored as data; anything but a text in both languages is shown as nothing. */
function textOf(message: unknown, language: Language): string {
  if (typeof message !== 'object' || message === null) return '';
  const text: unknown = Reflect.get(message, language);
  return typeof text === 'string' ? text : '';
}
