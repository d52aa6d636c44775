// The one place that starts the long-running parts; loaded only when they are asked for, so that every other command
// starts quickly.

import type { Config } from '../config.ts';

/** Runs the service until it is told to stop. */
export async function launchService(config: Config): Promise<void> {
  const { serve } = await import('../main.ts');
  await serve(config);
}

/** Runs the demo; `argv` are the words after "demo". */
export async function launchDemo(argv: readonly string[]): Promise<void> {
  const { runDemo } = await import('../demo/run.ts');
  await runDemo(argv);
}
