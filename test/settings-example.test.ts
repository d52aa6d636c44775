// The example of a settings file names every setting, with a value that would be taken.

import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { readSettings } from '../src/settings.ts';

it('every line of examples/settings.env is a setting, and every setting has a line', () => {
  const text = readFileSync('examples/settings.env', 'utf8');
  const lines = parseEnv(text.replace(/^# (?=[A-Z_]+=)/gm, ''));
  const { shown, faults } = readSettings(lines, () => undefined);
  expect(faults).toEqual([]);
  expect(Object.keys(lines).sort()).toEqual(shown.map(({ name }) => name).sort());
});
