// Reads the text of a policy file: YAML, then its shape, then whether its parts fit together. Finds every fault before
// it gives up, each with its line. Pure; `config.ts` opens the file.

import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { ConfigFault } from '../../errors.ts';
import type { Bilingual } from '../../lib/language.ts';
import { type Policy, policySchema } from '../policy.ts';
import { checkPolicy } from './check.ts';
import { inside, isRecord, type PathFault } from './fault.ts';
import { shapeFaults } from './shape.ts';

/** The policy, or all faults in the order of their lines. `file` is how the file is called in them. */
export function readPolicy(text: string, file: string): { policy: Policy } | { faults: ConfigFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return { faults: document.errors.map((error) => syntaxFault(error, file, lines.linePos(error.pos[0]).line)) };
  }
  const raw: unknown = document.toJS({ maxAliasCount: 100 });
  const parsed = policySchema.safeParse(raw);
  const found = [...(parsed.success ? [] : shapeFaults(parsed.error.issues, raw)), ...checkPolicy(raw)];
  if (parsed.success && found.length === 0) return { policy: parsed.data };
  const faults = found.map((fault) => ({
    file,
    line: lineOf(document, lines, fault),
    name: nameOf(fault, raw),
    text: fault.text,
  }));
  return { faults: faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

function syntaxFault(error: { code: string; message: string }, file: string, line: number): ConfigFault {
  return { file, line, name: '', text: syntaxTexts[error.code] ?? generalSyntaxText(error.message) };
}

const syntaxTexts: Readonly<Record<string, Bilingual>> = {
  DUPLICATE_KEY: {
    zh: '同一个名称在这里写了两次，请删掉一处。',
    en: 'The same name stands here twice: take one of them away.',
  },
  TAB_AS_INDENT: { zh: '请用空格缩进，不要用 Tab。', en: 'Indent with spaces, not with tabs.' },
  BAD_INDENT: {
    zh: '缩进不对，或前面有括号、引号没有闭合。',
    en: 'The indentation is off, or a bracket or quote before it is not closed.',
  },
};

function generalSyntaxText(message: string): Bilingual {
  return {
    zh: `不是有效的 YAML（${message}）。请检查缩进、冒号后的空格和引号。`,
    en: `This is not valid YAML (${message}). Check indentation, the space after colons, and quotes.`,
  };
}

/** Where the named entry stands; for one that is missing, where the nearest thing around it does. */
function lineOf(document: Document, lines: LineCounter, { path, key }: PathFault): number | null {
  if (key !== undefined) {
    const map = path.length === 0 ? document.contents : document.getIn(path, true);
    const pair = isMap(map) ? map.items.find((each) => isScalar(each.key) && each.key.value === key) : undefined;
    if (isNode(pair?.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
  }
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

/** "stores[amz-us].zone": entries of lists by their id, or by number from 1 when they have none. */
function nameOf({ path, key }: PathFault, raw: unknown): string {
  let name = '';
  let here: unknown = raw;
  for (const step of key === undefined ? path : [...path, key]) {
    here = inside(here, step);
    if (typeof step === 'number') name += `[${isRecord(here) && typeof here.id === 'string' ? here.id : step + 1}]`;
    else name += name === '' ? String(step) : `.${String(step)}`;
  }
  return name;
}
