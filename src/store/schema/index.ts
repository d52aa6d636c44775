// All tables.

export * from './bitable.ts';
export * from './cases.ts';
export * from './decisions.ts';
export * from './directory.ts';
export * from './facts.ts';
export * from './outbox.ts';
export * from './runs.ts';
export * from './team.ts';
export * from './verdicts.ts';
