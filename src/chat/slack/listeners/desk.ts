// What the listeners work with, and where what they still have to do is kept until it is done.

import type { Log } from '../../../lib/log.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { InboundHandler } from '../../adapter.ts';
import type { HomeMessages } from '../../platform.ts';
import type { Files } from '../files.ts';
import type { SlackGateway } from '../gateway.ts';
import type { Places } from '../places.ts';
import type { Naming } from '../render-for.ts';
import type { WorkspaceMemory } from '../workspace.ts';

export interface Desk {
  policy: Policy;
  gateway: SlackGateway;
  workspace: WorkspaceMemory;
  places: Places;
  naming: Naming;
  files: Files;
  log: Log;
  handler: InboundHandler;
  home: HomeMessages;
}
