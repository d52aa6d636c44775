// What Feishu can do, apart from its SDK so that anybody may ask.

import type { Capabilities } from '../adapter.ts';

export const feishuCapabilities: Capabilities = {
  forms: 'in-message',
  threads: true,
  editMessage: true,
  privateReply: true,
  findByKey: true,
  urgent: true,
  crowdedAtHalfHours: true,
  freeCallsAMonth: 1_000_000,
};
