// Turns what the schema finds wrong with a policy file into sentences that say what to write.

import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { Bilingual } from '../../lib/language.ts';
import { policySchema } from '../policy.ts';
import { inside, isRecord, type Path, type PathFault } from './fault.ts';

type Issue = z.core.$ZodIssue;

/** The schema's findings about `raw`, one fault each; unknown names one fault for each name. */
export function shapeFaults(issues: readonly Issue[], raw: unknown): PathFault[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownName(issue.path, key));
    return [{ path: issue.path, text: withFound(textOf(issue, valueAt(raw, issue.path)), valueAt(raw, issue.path)) }];
  });
}

function textOf(issue: Issue, value: unknown): Bilingual {
  if (value === undefined || value === null) return missingText(issue);
  switch (issue.code) {
    case 'invalid_type':
      return typeTexts[issue.expected] ?? { zh: '类型不对。', en: issue.message };
    case 'invalid_value':
      return { zh: `请写其中之一：${issue.values.join('、')}`, en: `write one of: ${issue.values.join(', ')}` };
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), issue.inclusive ?? true);
    case 'too_big':
      return issue.inclusive
        ? { zh: `最大可以是 ${issue.maximum}`, en: `write at most ${issue.maximum}` }
        : { zh: `必须小于 ${issue.maximum}`, en: `write less than ${issue.maximum}` };
    case 'invalid_format':
      return issue.format === 'email'
        ? { zh: '请写邮箱地址，例如 wang@example.com', en: 'write an e-mail address such as wang@example.com' }
        : { zh: '格式不对。', en: issue.message };
    case 'invalid_union':
      return unionText(issue.path);
    default:
      return givenText(issue);
  }
}

/** Texts that policy.ts gives with its own checks. */
function givenText(issue: Issue): Bilingual {
  const write: unknown = issue.code === 'custom' ? issue.params?.write : undefined;
  const { zh, en } = isRecord(write) ? write : {};
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : { zh: issue.message, en: issue.message };
}

const typeTexts: Readonly<Record<string, Bilingual>> = {
  string: {
    zh: '请写文字；如果是数字，加上引号，例如 "123"',
    en: 'write a text; put numbers in quotes, such as "123"',
  },
  number: { zh: '请写数字，不加引号', en: 'write a number, without quotes' },
  int: { zh: '请写整数', en: 'write a whole number' },
  array: { zh: '请写成列表，每项以“- ”开头', en: 'write a list, each entry starting with "- "' },
  object: { zh: '请写成“名称: 值”的形式', en: 'write "name: value" lines' },
};

function missingText(issue: Issue): Bilingual {
  const list = issue.code === 'invalid_type' && issue.expected === 'array';
  return list
    ? { zh: '缺少这一项，至少要有一个', en: 'this is missing; at least one entry is needed' }
    : { zh: '缺少这一项', en: 'this is missing' };
}

function tooSmall(origin: string, minimum: number, inclusive: boolean): Bilingual {
  if (origin === 'array') return { zh: `至少要有 ${minimum} 项`, en: `at least ${minimum} entry is needed` };
  if (origin === 'string') return { zh: '不能为空', en: 'this must not be empty' };
  return inclusive
    ? { zh: `最小可以是 ${minimum}`, en: `write at least ${minimum}` }
    : { zh: `必须大于 ${minimum}`, en: `write more than ${minimum}` };
}

function unionText(path: Path): Bilingual {
  return path.includes('holidays')
    ? {
        zh: '请写 china、none，或国家代码，例如 { country: DE, state: BY }',
        en: 'write china, none, or a country such as { country: DE, state: BY }',
      }
    : {
        zh: '请写 deadline，或例如 { workdaysLater: 1, time: "11:00" }',
        en: 'write deadline, or for instance { workdaysLater: 1, time: "11:00" }',
      };
}

function unknownName(path: Path, key: string): PathFault {
  const known = knownNames(path);
  const near = known.find((each) => distance(each.toLowerCase(), key.toLowerCase()) <= 2);
  const zh = near ? `是不是“${near}”？` : `这里可以写：${known.join('、')}`;
  const en = near ? `did you mean "${near}"?` : `known here: ${known.join(', ')}`;
  return { path, key, text: { zh: `没有这个设置；${zh}`, en: `there is no such setting; ${en}` } };
}

/** Names that the schema knows at a path. */
function knownNames(path: Path): string[] {
  let here: unknown = z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' });
  for (const step of path) here = isRecord(here) ? below(here, step) : undefined;
  const options = isRecord(here) && Array.isArray(here.anyOf) ? here.anyOf : [here];
  return options.flatMap((each) => (isRecord(each) && isRecord(each.properties) ? Object.keys(each.properties) : []));
}

function below(schema: Record<string, unknown>, step: PropertyKey): unknown {
  if (typeof step === 'number') return schema.items;
  return isRecord(schema.properties) ? schema.properties[String(step)] : undefined;
}

/** The same with what stands there now. */
function withFound({ zh, en }: Bilingual, value: unknown): Bilingual {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return { zh, en };
  const shown = JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value);
  return { zh: `${zh}（现在是 ${shown}）`, en: `${en} (now ${shown})` };
}

function valueAt(raw: unknown, path: Path): unknown {
  let here: unknown = raw;
  for (const step of path) here = inside(here, step);
  return here;
}
