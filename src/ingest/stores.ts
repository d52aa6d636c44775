// Which store a row belongs to: by the store it names, by Amazon's sales channel, or by what the person said. Pure.

import type { Policy, Store } from '../policy/policy.ts';

type StoreAnswer =
  | { store: Store; otherChannel: boolean }
  | { code: 'WRONG_STORE' | 'UNKNOWN_STORE'; expected: string };

export interface StoreFinder {
  /** The store that holds for the whole file: the one that was named, or the only one there is. */
  readonly only: Store | undefined;
  /** By a store's id or name. An empty cell stands for the file's store. */
  byId(text: string): StoreAnswer | undefined;
  /** By the sales channel of Amazon's reports ("Amazon.de", "Non-Amazon US"). */
  byChannel(channel: string): StoreAnswer;
}

/** Country codes behind "Non-Amazon …" and the channel of that country's site. */
const channelOfCountry: Readonly<Record<string, string>> = {
  us: 'amazon.com',
  ca: 'amazon.ca',
  mx: 'amazon.com.mx',
  br: 'amazon.com.br',
  uk: 'amazon.co.uk',
  gb: 'amazon.co.uk',
  be: 'amazon.com.be',
  tr: 'amazon.com.tr',
  au: 'amazon.com.au',
  jp: 'amazon.co.jp',
  za: 'amazon.co.za',
};

/** Finds stores in `policy`; `asked` is the store the person named, if any. */
export function storeFinder(policy: Policy, asked: Store | undefined): StoreFinder {
  const stores = policy.stores;
  const only = asked ?? (stores.length === 1 ? stores[0] : undefined);
  const known = stores.map((store) => store.id).join(', ');
  const byKey = new Map(stores.flatMap((store) => [store.id, store.name ?? store.id].map((key) => [fold(key), store])));
  const byChannel = new Map(stores.flatMap((store) => (store.salesChannel ? [[fold(store.salesChannel), store]] : [])));
  const remembered = new Map<string, StoreAnswer>();
  /** The one channel that a store without a configured channel takes in this file. */
  let adopted: string | undefined;

  const check = (store: Store, otherChannel = false): StoreAnswer =>
    asked && asked.id !== store.id ? { code: 'WRONG_STORE', expected: asked.id } : { store, otherChannel };

  const adopt = (channel: string): StoreAnswer | undefined => {
    if (!only || only.salesChannel !== undefined) return undefined;
    adopted ??= channel;
    return adopted === channel ? { store: only, otherChannel: false } : undefined;
  };

  const resolve = (channel: string): StoreAnswer => {
    const name = fold(channel);
    const refusal: StoreAnswer = asked
      ? { code: 'WRONG_STORE', expected: asked.id }
      : { code: 'UNKNOWN_STORE', expected: known };
    if (name.startsWith('non-amazon') || name === '') {
      const country = name.slice('non-amazon'.length).trim();
      const home = byChannel.get(channelOfCountry[country] ?? `amazon.${country}`) ?? only;
      return home ? check(home, true) : refusal;
    }
    const store = byChannel.get(name);
    if (store) return check(store);
    return adopt(name) ?? refusal;
  };

  return {
    only,
    byId: (text) => {
      if (text === '') return only ? { store: only, otherChannel: false } : undefined;
      const store = byKey.get(fold(text));
      return store ? check(store) : { code: 'UNKNOWN_STORE', expected: known };
    },
    byChannel: (channel) => {
      const before = remembered.get(channel);
      if (before) return before;
      const answer = resolve(channel);
      if (remembered.size < 1000) remembered.set(channel, answer);
      return answer;
    },
  };
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
