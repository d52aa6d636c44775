// An adapter that stands for whichever is connected at the moment: the program keeps it while a test restarts the connection.

import type { ChatAdapter } from '../../src/chat/adapter.ts';

export function standingAdapter(platform: ChatAdapter['platform'], adapter: () => ChatAdapter): ChatAdapter {
  return {
    platform,
    get capabilities() {
      return adapter().capabilities;
    },
    get findByKey() {
      return adapter().findByKey;
    },
    get makeUrgent() {
      return adapter().makeUrgent;
    },
    get leaderOf() {
      return adapter().leaderOf;
    },
    get callsMade() {
      return adapter().callsMade;
    },
    start: (handler) => adapter().start(handler),
    stop: () => adapter().stop(),
    post: (destination, outgoing) => adapter().post(destination, outgoing),
    reply: (parent, outgoing) => adapter().reply(parent, outgoing),
    update: (ref, outgoing) => adapter().update(ref, outgoing),
  };
}
