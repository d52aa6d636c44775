// What Slack can do, apart from its SDK so that anybody may ask.

import type { Capabilities } from '../adapter.ts';

/** `findByKey` needs permissions that an app may lack: the adapter knows. */
export const slackCapabilities: Capabilities = {
  forms: 'modal',
  threads: true,
  editMessage: true,
  privateReply: true,
  findByKey: true,
};
