// Every example as Slack gets it, in both languages, held against the files in test/fixtures/slack.
// `npm run golden` rewrites them; `npm run cards` shows them as pictures.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkBlocks, checkView } from '../../../../doubles/slack/block-kit-check.ts';
import { renderErrors } from '../../../../src/chat/slack/render/errors.ts';
import { renderHome } from '../../../../src/chat/slack/render/home.ts';
import { renderMessage } from '../../../../src/chat/slack/render/message.ts';
import { renderModal } from '../../../../src/chat/slack/render/modal.ts';
import { type Language, languages } from '../../../../src/lib/language.ts';
import { compose } from '../../../../src/messages/index.ts';
import { exampleSlackNames } from '../../../support/cards/slack/names.ts';
import { exampleFormMessage, exampleForms } from '../../../support/example-forms.ts';
import { exampleHome } from '../../../support/example-home.ts';
import { exampleViews } from '../../../support/example-views.ts';

const folder = new URL('../../../fixtures/slack/', import.meta.url);
const rewriting = process.env.GOLDEN === 'rewrite';

const messages = languages.flatMap((language) =>
  Object.entries(exampleViews).map(
    ([name, view]) =>
      [`${name}.${language}.jsonl`, renderMessage(compose(view, language), exampleSlackNames, language)] as const,
  ),
);
const views = languages.flatMap((language) => [
  ...Object.keys(exampleForms).map((name) => [`${name}.${language}.jsonl`, formView(name, language)] as const),
  [`home.${language}.jsonl`, renderHome(exampleHome(language), exampleSlackNames, language)] as const,
]);
const refused = languages.map((language) => [`errors.${language}.jsonl`, refusal(language)] as const);
const all: readonly (readonly [string, object])[] = [...messages, ...views, ...refused];

describe('what Slack gets', () => {
  test.each(all)('%s is what its golden file holds', (name, rendered) => {
    const text = written(rendered);
    if (rewriting) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(new URL(name, folder), text);
    }
    expect(text).toBe(readFileSync(new URL(name, folder), 'utf8'));
  });

  test('no golden file is left over from an example that is gone', () => {
    const names = new Set(all.map(([name]) => name));
    expect(readdirSync(folder).filter((name) => !names.has(name))).toEqual([]);
  });

  test.each(messages)('%s keeps the limits of a message', (_, { blocks, text }) => {
    expect(checkBlocks(blocks, 'message')).toEqual([]);
    expect(text.length).toBeLessThanOrEqual(4000);
  });

  test.each(messages)('%s mentions nobody twice', (_, { blocks, text }) => {
    const mentioned = JSON.stringify(blocks).match(/U0[A-Z]+|<!channel>|"broadcast"/g) ?? [];
    expect(new Set(mentioned).size).toBe(mentioned.length);
    expect(text).not.toMatch(/U0[A-Z]|<!/);
  });

  test.each(views)('%s keeps the limits of a view', (_, view) => {
    expect(checkView(view)).toEqual([]);
  });
});

/** A line for each block, so that a difference shows which of them changed. */
function written(rendered: object): string {
  const { blocks = [], ...rest } = rendered as { blocks?: readonly unknown[] };
  return `${[rest, ...blocks].map((each) => JSON.stringify(each)).join('\n')}\n`;
}

function formView(name: string, language: Language) {
  const example = exampleForms[name];
  if (!example) throw new Error(`There is no example ${name}`);
  const alsoCaseIds = (example.also ?? []).filter(({ checked }) => checked).map(({ caseId }) => caseId);
  const typed = example.typed && { values: example.typed, alsoCaseIds };
  const view = renderModal(exampleFormMessage(example, language), exampleSlackNames, language, typed);
  if (!view) throw new Error(`${name} holds no form`);
  return view;
}

function refusal(language: Language) {
  const example = exampleForms['form-surge-refused'];
  const view = formView('form-surge-refused', language);
  if (!example?.errors) throw new Error('The refused form is gone');
  const form = exampleFormMessage(example, language).blocks.find((block) => block.type === 'form');
  return renderErrors(example.errors, view, { fields: form?.fields ?? [], language });
}
