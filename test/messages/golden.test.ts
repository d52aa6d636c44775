// Every example view as plain text in both languages, compared with the files in test/fixtures/messages.
// `npm run golden` rewrites them: read the difference as the operator and as the manager before committing it.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/lib/language.ts';
import { explainVerdict } from '../../src/messages/explain.ts';
import { compose } from '../../src/messages/index.ts';
import { plainText } from '../../src/messages/plain-text.ts';
import { planMessage } from '../../src/messages/plan.ts';
import { examplePlans } from '../support/example-plan.ts';
import { exampleVerdicts, exampleViews } from '../support/example-views.ts';
import { team } from '../support/view-builders.ts';

const folder = new URL('../fixtures/messages/', import.meta.url);
const rewriting = process.env.GOLDEN === 'rewrite';

const texts = new Map<string, string>(
  languages.flatMap((language) => [
    ...Object.entries(exampleViews).map(
      ([name, view]) => [`${name}.${language}.txt`, plainText(compose(view, language), language)] as const,
    ),
    ...Object.entries(examplePlans).flatMap(([name, view]) =>
      [false, true].map(
        (why) =>
          [
            `${name}${why ? '-why' : ''}.${language}.txt`,
            plainText(planMessage(view, { team, language, why }), language),
          ] as const,
      ),
    ),
    ...Object.entries(exampleVerdicts).map(([name, verdict]) => {
      const input = {
        sku: 'LM-BOTTLE-BLK',
        skuName: '保温杯',
        storeName: 'Amazon US',
        verdict,
        caseNumber: name.startsWith('dev') ? 'SW-1042' : null,
      };
      return [`explain-${name}.${language}.txt`, plainText(explainVerdict(input, language), language)] as const;
    }),
  ]),
);

describe('what people read', () => {
  test.each([...texts])('%s says what its golden file says', (name, text) => {
    const file = new URL(name, folder);
    if (rewriting) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, `${text}\n`);
    }
    expect(`${text}\n`).toBe(readFileSync(file, 'utf8'));
  });

  test('no golden file is left over from an example that is gone', () => {
    expect(readdirSync(folder).filter((name) => !texts.has(name))).toEqual([]);
  });
});
