// What may stand in a message: a text, a post, a card, a picture or a file, and what of it Feishu would refuse. Pure.

import { isJson, type Json, parts, word } from '../shared/json.ts';
import { type Answer, invalid, refusal } from './answers.ts';
import { cardBytes, checkCard, type Known, mostCardBytes } from './card-check.ts';

export interface Tenancy extends Known {
  file: (key: string) => boolean;
}

const mostTextBytes = 150 * 1024;
const postTags = new Set(['text', 'a', 'at', 'img', 'md', 'hr', 'emotion', 'code_block', 'media']);

export interface Verdict {
  refusal?: Answer;
  problems: string[];
}

/** `bytes` is the size of the whole request; a card shares its limit with what stands around it. */
export function judgeContent(type: string, content: unknown, tenancy: Tenancy, bytes = 0): Verdict {
  if (typeof content !== 'string') return refused(invalid('content is no text'), 'content must be JSON in a text');
  const parsed = parsedJson(content);
  if (!parsed) return refused(invalid('content is not a string in json format'), 'content is no JSON');
  switch (type) {
    case 'text':
      return judgeText(parsed, content, tenancy);
    case 'post':
      return judgePost(parsed, tenancy);
    case 'interactive':
      return judgeCard(parsed, tenancy, bytes);
    case 'image':
      return tenancy.image(word(parsed, 'image_key'))
        ? fine
        : refused(invalid('image_key'), 'a picture nobody uploaded');
    case 'file':
      return tenancy.file(word(parsed, 'file_key')) ? fine : refused(invalid('file_key'), 'a file nobody uploaded');
    default:
      return refused(invalid(`msg_type ${type}`), `the double knows no messages of type ${type}`);
  }
}

/** Whether a card may stand where an older one stands: in a PATCH or in the answer to a callback. */
export function judgeCard(card: unknown, known: Known, bytes = 0): Verdict {
  const problems = checkCard(card, known);
  if (Math.max(bytes, cardBytes(card)) > mostCardBytes)
    return { refusal: refusal(230025, 'The length of the message content reaches its limit.'), problems };
  const [first] = problems;
  if (first === undefined) return fine;
  const code = first.includes('Unrecognized key') ? 200621 : 200861;
  const msg = `Failed to create card content, ext=ErrCode: ${code}; ErrMsg: ${first}; ErrorValue: ; `;
  return { refusal: refusal(230099, msg), problems };
}

export function parsedJson(content: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const fine: Verdict = { problems: [] };

function refused(answer: Answer, problem: string): Verdict {
  return { refusal: answer, problems: [problem] };
}

function judgeText(parsed: Json, content: string, { person }: Known): Verdict {
  const text = word(parsed, 'text');
  if (text.trim() === '') return refused(invalid('text is empty'), 'a message without words');
  if (Buffer.byteLength(content) > mostTextBytes)
    return refused(refusal(230025, 'The length of the message content reaches its limit.'), 'a text over 150 KB');
  const called = [...text.matchAll(/<at user_id="([^"]*)">/g)].map(([, id]) => id ?? '');
  return { problems: called.filter((id) => id !== 'all' && !person(id)).map((id) => `nobody is called ${id}`) };
}

/** A post has its words by language, and lines of runs within. */
function judgePost(parsed: Json, { person, image }: Known): Verdict {
  const bodies = Object.entries(parsed).filter(([key]) => key === 'zh_cn' || key === 'en_us');
  if (bodies.length === 0 || bodies.length !== Object.keys(parsed).length)
    return refused(invalid('post content'), 'a post has zh_cn and en_us');
  const runs = bodies.flatMap(([, body]) => (isJson(body) && Array.isArray(body.content) ? body.content : []));
  const faults = runs.flatMap((line) => parts({ line }, 'line')).flatMap((run) => runFaults(run, person, image));
  return { problems: runs.length === 0 ? ['a post without lines'] : faults };
}

function runFaults(run: Json, person: Known['person'], image: Known['image']): string[] {
  const tag = word(run, 'tag');
  if (!postTags.has(tag)) return [`a post knows no ${tag}`];
  if (tag === 'at' && !person(word(run, 'user_id'))) return [`nobody is called ${word(run, 'user_id')}`];
  if (tag === 'img' && !image(word(run, 'image_key'))) return [`no picture ${word(run, 'image_key')}`];
  return [];
}
