// Column shorthands shared by all tables.

import { customType, date, timestamp } from 'drizzle-orm/pg-core';
import type { Day } from '../../lib/day.ts';

/** An instant, stored in UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A calendar day in the zone of its store or team. */
export const calendarDay = (name: string) => date(name, { mode: 'string' }).$type<Day>();

/** Bytes of a file. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});
