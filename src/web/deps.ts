// What the console is given by the place that wires the program together.

import type { HttpBindings } from '@hono/node-server';
import type { InboundHandler } from '../chat/adapter.ts';
import type { LinkState, PlatformCheck } from '../chat/checks.ts';
import type { Context } from '../context.ts';
import type { FileReport } from '../ingest/report.ts';
import type { Language } from '../lib/language.ts';
import type { Person } from '../policy/policy.ts';

export interface WebConfig {
  /** Address and port to listen on; port 0 takes a free one. */
  host: string;
  port: number;
  /** How people reach the console, when that differs from host and port: "https://skuwatch.example.com". */
  publicUrl?: string;
  /** True while the example policy file is in force: every page then says how to write one's own. */
  examplePolicy: boolean;
  /** With sessions, `/metrics` answers only requests that bring this token. */
  metricsToken?: string;
}

/** A file that came through the upload, spooled to disk. */
export interface UploadedFile {
  name: string;
  path: string;
}

/** Takes uploaded files in, one after the other, acting for `personId`; a report for each, whatever became of it. */
export type ImportFiles = (personId: string, files: readonly UploadedFile[]) => Promise<FileReport[]>;

export const clockTargets = ['next-deadline', 'end-of-workday', 'next-monday'] as const;
export type ClockTarget = (typeof clockTargets)[number];

/** The simulated clock of the demo. */
export interface ClockControls {
  /** Moves the clock forward, doing everything that falls due on the way; says what happened. Throws UserError for a moment in the past. */
  moveTo(to: ClockTarget | Date): Promise<{ now: Date; happened: readonly string[] }>;
}

export interface WebDeps {
  ctx: Context;
  /** Every change goes through this, as on any platform. */
  handle: InboundHandler;
  config: WebConfig;
  importFiles?: ImportFiles;
  /** Where uploads lie while they are taken in; the machine's temp folder when left out. */
  spoolFolder?: string;
  /** Given in the demo only. */
  clockControls?: ClockControls;
  /** True from the moment the service was told to stop. */
  stopping?: () => boolean;
  /** What chat platforms send to us, and how they and their connections are doing. */
  platforms?: {
    requests: readonly { path: string; answer: (request: Request) => Promise<Response> }[];
    links(): readonly LinkState[];
    checks(): readonly PlatformCheck[];
  };
  /** How far this machine's clock is ahead of the database's, in milliseconds; left out where the clock is simulated. */
  skewMs?: () => number;
}

/** What middleware puts beside a request. */
export interface WebEnv {
  Bindings: Partial<HttpBindings>;
  Variables: {
    now: Date;
    language: Language;
    /** Undefined until somebody signed in. */
    person: Person | undefined;
    /** Token of the session; undefined without one. */
    session: string | undefined;
    /** Goes into every form. */
    formToken: string;
    /** Fields of a submitted form, lists where a name came more than once. */
    form: Readonly<Record<string, string[]>>;
    /** True when nobody has checked the form's token yet: an upload, whose route reads the body itself. */
    formTokenUnchecked: boolean;
  };
}
