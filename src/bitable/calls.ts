// The calls to Feishu about tables: reading pages, finding, adding and changing records. One call each, never repeated
// here; who asks decides what is safe to do again.

import type { Directory } from '../chat/feishu/directory.ts';
import type { FeishuGateway } from '../chat/feishu/gateway.ts';
import { FeishuCallError } from '../chat/feishu/trouble.ts';
import type { TablePlace } from '../policy/bitable-policy.ts';
import type { Fields } from './model/as-csv.ts';
import type { FieldValue } from './model/case-fields.ts';
import { cellText } from './model/cell-text.ts';

/** Feishu's own limit, for reading a page as for writing a batch. */
export const mostAtOnce = 500;
/** Conditions of one search. */
const askedAtOnce = 50;

export interface FoundRecord {
  recordId: string;
  /** What stands in the column by which it was looked for. */
  key: string;
}

type NewFields = Readonly<Record<string, FieldValue>>;

/** Tables of one tenant. Every call throws FeishuCallError, or DeliveryError when its turn is too far away. */
export interface Bitables {
  /** The rows of one page in their order, and how to get the next; undefined after the last. */
  page(place: TablePlace, pageToken: string | undefined): Promise<{ rows: Fields[]; next: string | undefined }>;
  /** Records whose text in `column` is one of `keys`. */
  find(place: TablePlace, column: string, keys: readonly string[]): Promise<FoundRecord[]>;
  /** Adds at most 500 records; the same `token` (a UUID) adds them once. What was made, with the text in `column`. */
  add(
    place: TablePlace,
    batch: { records: readonly NewFields[]; token: string; column: string },
  ): Promise<FoundRecord[]>;
  /** Changes at most 500 records; all or none. */
  change(place: TablePlace, records: readonly { recordId: string; fields: NewFields }[]): Promise<void>;
  /** The person of the policy file behind an open_id. */
  personOf: Directory['personOf'];
  /** Where people reach the console; undefined when they cannot. */
  consoleUrl: string | undefined;
}

export interface BitableTools {
  gateway: FeishuGateway;
  directory: Directory;
  consoleUrl: string | undefined;
}

export function openBitables({ gateway, directory, consoleUrl }: BitableTools): Bitables {
  return {
    async page(place, pageToken) {
      const { data } = await gateway.call('bitable.record.search', (client) =>
        client.bitable.v1.appTableRecord.search({
          path: pathOf(place),
          params: { user_id_type: 'open_id', page_size: mostAtOnce, ...(pageToken && { page_token: pageToken }) },
          data: { ...(place.viewId && { view_id: place.viewId }) },
        }),
      );
      const { items = [], has_more: hasMore, page_token: next } = data ?? {};
      // Half a table must not be taken for all of it.
      if (hasMore && !next) throw new FeishuCallError({ code: 'unreadable_answer', outcome: 'unclear' });
      return { rows: items.map(({ fields }) => fields), next: hasMore ? next : undefined };
    },
    async find(place, column, keys) {
      const found: FoundRecord[] = [];
      for (let from = 0; from < keys.length; from += askedAtOnce) {
        const asked = keys.slice(from, from + askedAtOnce);
        const { data } = await gateway.call('bitable.record.search', (client) =>
          client.bitable.v1.appTableRecord.search({
            path: pathOf(place),
            params: { user_id_type: 'open_id', page_size: mostAtOnce },
            data: {
              field_names: [column],
              filter: {
                conjunction: 'or',
                conditions: asked.map((key) => ({ field_name: column, operator: 'is', value: [key] })),
              },
            },
          }),
        );
        found.push(...(data?.items ?? []).flatMap((item) => foundIn(item, column)));
      }
      return found;
    },
    async add(place, { records, token, column }) {
      const { data } = await gateway.call('bitable.record.batch_create', (client) =>
        client.bitable.v1.appTableRecord.batchCreate({
          path: pathOf(place),
          params: { user_id_type: 'open_id', client_token: token },
          data: { records: records.map((fields) => ({ fields })) },
        }),
      );
      return (data?.records ?? []).flatMap((record) => foundIn(record, column));
    },
    async change(place, records) {
      await gateway.call('bitable.record.batch_update', (client) =>
        client.bitable.v1.appTableRecord.batchUpdate({
          path: pathOf(place),
          params: { user_id_type: 'open_id' },
          data: { records: records.map(({ recordId, fields }) => ({ record_id: recordId, fields })) },
        }),
      );
    },
    personOf: directory.personOf,
    consoleUrl,
  };
}

function pathOf({ appToken, tableId }: TablePlace) {
  return { app_token: appToken, table_id: tableId };
}

function foundIn(item: { record_id?: string | undefined; fields: Fields }, column: string): FoundRecord[] {
  const key = cellText(item.fields[column], { isDate: false, zone: 'UTC', people: new Map() });
  return item.record_id === undefined ? [] : [{ recordId: item.record_id, key }];
}
