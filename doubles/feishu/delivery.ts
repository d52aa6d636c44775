// What is common to both ways in which an event reaches the app: it goes out, and is acked, or not.

import type { Json } from '../shared/json.ts';

export interface Ack {
  /** HTTP status, or the code in the payload of an ack frame; 0 when nothing came. */
  status: number;
  /** What the app answered, decoded. */
  body: Json;
}

/** An event under way: `acks` holds all that came, also those too many. */
export interface Delivery {
  acks: Ack[];
  /** The first one. */
  acked: Promise<Ack>;
}

export interface OpenDelivery {
  delivery: Delivery;
  settle: (ack: Ack) => void;
  /** Whoever was to answer is gone. */
  lose: () => void;
}

/** A delivery and what settles it. */
export function openDelivery(): OpenDelivery {
  let first: (ack: Ack) => void = () => {};
  const delivery: Delivery = {
    acks: [],
    acked: new Promise((resolve) => {
      first = resolve;
    }),
  };
  return {
    delivery,
    settle: (ack) => {
      delivery.acks.push(ack);
      first(ack);
    },
    lose: () => first({ status: 0, body: {} }),
  };
}
