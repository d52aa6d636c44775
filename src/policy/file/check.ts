// Whether the parts of a policy file fit together: references, circles, hours. Works on files whose shape is wrong in
// places too, so that all faults come out at once: what cannot be read is left out, not guessed.

import type { z } from 'zod';
import type { Bilingual } from '../../lib/language.ts';
import { type AccountPlatform, accountPlatforms, hasAccounts, platformFacts } from '../platforms.ts';
import { type Group, groupSchema, type Person, personSchema, type Store, storeSchema } from '../policy.ts';
import { checkBitable } from './check-bitable.ts';
import { checkInventory, checkTransport } from './check-inventory.ts';
import { checkEscalation, checkHours, checkPlace } from './check-time.ts';
import { isRecord, type Path, type PathFault } from './fault.ts';

/** An entry of a list; `value` is undefined where its shape is wrong. */
interface Entry<T> {
  path: Path;
  id: string | undefined;
  value: T | undefined;
}

/** All faults of how the parts of `raw` (a policy file as parsed from YAML) fit together. */
export function checkPolicy(raw: unknown): PathFault[] {
  if (!isRecord(raw)) return [];
  const people = entries(raw, 'people', personSchema);
  const stores = entries(raw, 'stores', storeSchema);
  const groups = entries(raw, 'groups', groupSchema);
  return [
    ...[people, stores, groups].flatMap(duplicateIds),
    ...checkManagers(people, directoriesOf(groups)),
    ...checkAccounts(people),
    ...checkStores(stores, people),
    ...checkGroups(groups, stores),
    ...checkPlace(raw),
    ...checkHours(raw),
    ...checkEscalation(raw),
    ...checkInventory(raw),
    ...checkBitable(raw),
    ...stores.flatMap(({ path, value }) => checkTransport(path, value?.transport)),
  ];
}

function entries<T>(raw: Record<string, unknown>, list: string, schema: z.ZodType<T>): Entry<T>[] {
  const items: readonly unknown[] = Array.isArray(raw[list]) ? raw[list] : [];
  return items.map((item, index) => ({
    path: [list, index],
    id: isRecord(item) && typeof item.id === 'string' ? item.id : undefined,
    value: schema.safeParse(item).data,
  }));
}

function duplicateIds(list: readonly Entry<unknown>[]): PathFault[] {
  return duplicates(list, (entry) => entry.id).map(({ path, id }) => ({
    path: [...path, 'id'],
    text: { zh: `“${id}”已经用过，每个 id 只能出现一次`, en: `"${id}" is taken: every id may stand only once` },
  }));
}

/** Platforms of the team whose directory says who reports to whom. */
function directoriesOf(groups: readonly Entry<Group>[]): readonly AccountPlatform[] {
  return accountPlatforms.filter(
    (platform) => platformFacts[platform].hasManagers && groups.some(({ value }) => value?.platform === platform),
  );
}

function checkManagers(people: readonly Entry<Person>[], directories: readonly AccountPlatform[]): PathFault[] {
  const faults = people.flatMap((person) => [
    ...reference(person, 'manager', people, 'people'),
    ...reference(person, 'deputy', people, 'people'),
  ]);
  const known = people.flatMap((each) => (each.value ? [{ ...each, value: each.value }] : []));
  const byId = new Map(known.map((each) => [each.value.id, each.value]));
  const inCircles = new Set<string>();
  for (const { path, value } of known) {
    const manager = value.manager === undefined ? undefined : byId.get(value.manager);
    const circle = inCircles.has(value.id) ? [] : circleFrom(value, byId);
    for (const id of circle) inCircles.add(id);
    if (circle.length > 0) faults.push({ path: [...path, 'manager'], text: circleText(circle) });
    if (manager?.role === 'operator') faults.push({ path: [...path, 'manager'], text: notManager(manager.id) });
    const isListed = directories.some((directory) => value[directory] !== undefined || value.email !== undefined);
    if (value.role === 'operator' && value.manager === undefined && !isListed) {
      faults.push({ path, text: noManagerText });
    }
    if (value.deputy === value.id) faults.push({ path: [...path, 'deputy'], text: ownDeputyText });
  }
  const complete = people.length > 0 && known.length === people.length;
  if (complete && !known.some(({ value }) => value.role === 'manager')) {
    faults.push({ path: ['people'], text: nobodyLeadsText });
  }
  return faults;
}

/** The ids of a circle of managers that leads back to `start`; empty when there is none. */
function circleFrom(start: Person, byId: ReadonlyMap<string, Person>): string[] {
  const seen: string[] = [];
  let here: Person | undefined = start;
  while (here && !seen.includes(here.id)) {
    seen.push(here.id);
    here = here.manager === undefined ? undefined : byId.get(here.manager);
  }
  return here?.id === start.id ? seen : [];
}

/** Two people cannot be the same account. */
function checkAccounts(people: readonly Entry<Person>[]): PathFault[] {
  return [...accountPlatforms, 'email' as const].flatMap((account) =>
    duplicates(people, (entry) => entry.value?.[account]?.toLowerCase()).map(({ path }) => ({
      path: [...path, account],
      text: { zh: '这个账号已属于另一个人', en: 'this account already belongs to somebody else' },
    })),
  );
}

function checkStores(stores: readonly Entry<Store>[], people: readonly Entry<Person>[]): PathFault[] {
  return [
    ...stores.flatMap((store) => [
      ...reference(store, 'owner', people, 'people'),
      ...reference(store, 'dataOwner', people, 'people'),
    ]),
    ...duplicates(stores, (entry) => entry.value?.salesChannel).map(({ path }) => ({
      path: [...path, 'salesChannel'],
      text: {
        zh: '另一家店铺已用了这个 salesChannel，报表无法分辨归属',
        en: 'another store has this salesChannel already: reports could not tell them apart',
      },
    })),
  ];
}

function checkGroups(groups: readonly Entry<Group>[], stores: readonly Entry<Store>[]): PathFault[] {
  const faults: PathFault[] = [];
  for (const { path, value } of groups) {
    if (!value) continue;
    value.stores?.forEach((id, index) => {
      if (!stores.some((each) => each.id === id)) {
        faults.push({ path: [...path, 'stores', index], text: unknownText(id, 'stores', stores) });
      }
    });
    if (hasAccounts(value.platform) && value.channel === 'team') faults.push({ path, text: noChannelText });
  }
  const complete = groups.length > 0 && groups.every((each) => each.value);
  if (!complete || groups.some((each) => each.value?.stores === undefined)) return faults;
  const served = new Set(groups.flatMap((each) => each.value?.stores ?? []));
  for (const { path, id } of stores) {
    if (id !== undefined && !served.has(id)) faults.push({ path: [...path, 'id'], text: unservedText });
  }
  return faults;
}

/** An entry's field that must name an entry of `list`. */
function reference<T extends object>(
  { path, value }: Entry<T>,
  field: keyof T & string,
  list: readonly Entry<unknown>[],
  listName: string,
): PathFault[] {
  const id = value?.[field];
  if (typeof id !== 'string' || list.some((each) => each.id === id)) return [];
  return [{ path: [...path, field], text: unknownText(id, listName, list) }];
}

/** The later of entries with the same key. */
function duplicates<T>(list: readonly Entry<T>[], keyOf: (entry: Entry<T>) => string | undefined): Entry<T>[] {
  const seen = new Set<string>();
  return list.filter((entry) => {
    const key = keyOf(entry);
    if (key === undefined || !seen.has(key)) {
      if (key !== undefined) seen.add(key);
      return false;
    }
    return true;
  });
}

function unknownText(id: string, listName: string, list: readonly Entry<unknown>[]): Bilingual {
  const known = list.flatMap((each) => each.id ?? []);
  return {
    zh: `${listName} 里没有“${id}”，可以写：${known.join('、')}`,
    en: `there is no "${id}" under ${listName}; known are: ${known.join(', ')}`,
  };
}

function circleText(ids: readonly string[]): Bilingual {
  const circle = [...ids, ids[0]].join(' → ');
  return {
    zh: `上级关系绕成了圈：${circle}，请去掉其中一个 manager`,
    en: `the managers go in a circle: ${circle}; take one of them away`,
  };
}

function notManager(id: string): Bilingual {
  return {
    zh: `“${id}”的角色是 operator，不能当上级；请把他的 role 改成 manager`,
    en: `"${id}" is an operator and cannot be a manager: give them role: manager`,
  };
}

const noManagerText: Bilingual = {
  zh: '没有写 manager：表单没人填时不知道该升级给谁',
  en: 'no manager is named: nobody would hear when a form stays unanswered',
};
const ownDeputyText: Bilingual = {
  zh: '不能把自己写成自己的 deputy',
  en: 'a person cannot be their own deputy',
};
const nobodyLeadsText: Bilingual = {
  zh: '至少要有一个人的 role 是 manager',
  en: 'at least one person needs role: manager',
};
const noChannelText: Bilingual = {
  zh: '请写 channel：该平台上群或频道的 id',
  en: "write channel: the platform's own id of the group or channel",
};
const unservedText: Bilingual = {
  zh: '没有群接收这家店铺的表单；请把它写进某个 group 的 stores',
  en: "no group gets this store's forms: name it under the stores of a group",
};
