// Structured log lines: a static message and fields. Never message texts, answers, tokens or query parameters.

import { type DestinationStream, pino } from 'pino';

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Log;
}

/** JSON lines on standard output, or on `destination`. */
export function jsonLog(level: string, destination?: DestinationStream): Log {
  return pino(
    { level, base: undefined, messageKey: 'message', timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? process.stdout,
  );
}

/** Says nothing. */
export const silentLog: Log = pino({ level: 'silent' });
