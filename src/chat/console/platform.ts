// The console as a record in the list of platforms: always set up, and nothing to set.

import type { ChatPlatform } from '../platform.ts';
import { consoleAdapter, consoleCapabilities } from './adapter.ts';
import { consoleKnows } from './members.ts';

export const consolePlatform = {
  id: 'console',
  variables: {},
  settings: () => ({}),
  faults: () => [],
  capabilities: consoleCapabilities,
  open: async (_settings, { room, policy }) => ({
    adapter: consoleAdapter(room, consoleKnows(policy)),
    requests: undefined,
    checks: () => [],
    links: () => [],
  }),
  check: async () => [],
} satisfies ChatPlatform<unknown, object>;
