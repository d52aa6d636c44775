// The manifests in examples/ are those that the program's commands and scopes make, and Slack takes them.
// `npm run golden` writes them.

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../../src/commands/index.ts';
import { manifestText, slackManifest } from '../../support/slack-manifest.ts';

const files = [
  ['socket', 'slack-manifest.yaml'],
  ['http', 'slack-manifest.http.yaml'],
] as const;

describe.each(files)('the manifest for %s', (transport, name) => {
  const file = new URL(`../../../examples/${name}`, import.meta.url);
  const manifest = slackManifest(transport);

  test('stands in examples as the program makes it', () => {
    const text = manifestText(transport);
    if (process.env.GOLDEN === 'rewrite') writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(parse(text)).toEqual(manifest);
  });

  test('keeps the lengths Slack allows', () => {
    const { display_information: shown, features } = manifest;
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description?.length).toBeLessThanOrEqual(140);
    expect(features?.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    const [command] = features?.slash_commands ?? [];
    expect(command?.command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
    expect(command?.description.length).toBeLessThanOrEqual(2000);
    expect(command?.usage_hint?.length).toBeLessThanOrEqual(1000);
  });

  test('hints at every command', () => {
    const hint = manifest.features?.slash_commands?.[0]?.usage_hint?.split(' | ');
    expect(hint).toEqual(commands.map((each) => each.name));
  });

  test('gives every scope a reason', () => {
    const [, asked = ''] = /scopes:\n([\s\S]*)\nsettings:/.exec(manifestText(transport)) ?? [];
    const scopes = asked.match(/^ +- .*$/gm) ?? [];
    expect(scopes.length).toBeGreaterThan(8);
    for (const scope of scopes) expect(scope).toMatch(/ # \S/);
  });

  test('names an address exactly where Slack calls one', () => {
    const addresses = manifestText(transport).match(/https:\/\/\S+/g) ?? [];
    expect(addresses).toHaveLength(transport === 'http' ? 3 : 0);
    expect(manifest.settings?.socket_mode_enabled).toBe(transport === 'socket');
  });
});
