// Named places at which a test lets the process die, as a power cut would. Off unless armed; then a no-op
// everywhere else. Must never be armed in earnest: `config.ts` passes SKW_FAILPOINT only to a process under test.

/** Every place, so that the crash tests can visit each of them: before and after each commit and each send. */
export const failpoints = [
  'queue.after-insert',
  'deliver.before-claim',
  'deliver.after-claim',
  'deliver.before-look-up',
  'deliver.after-look-up',
  'deliver.before-send',
  'deliver.after-send',
  'deliver.after-record',
  'receive.before-handle',
  'receive.before-commit',
  'receive.after-commit',
  'cases.after-save',
  'cases.before-commit',
  'sweep.after-commit',
  'judge.before-commit',
  'judge.after-commit',
  'import.after-part',
  'import.after-staging',
  'import.before-commit',
  'import.after-commit',
] as const;

export type Failpoint = (typeof failpoints)[number];

let armed: { name: string; passesLeft: number; die: () => void } | undefined;

/**
 * Makes the process kill itself (SIGKILL: nothing is cleaned up) at the n-th pass of a place, written
 * "deliver.after-send:3"; without a number, at the first. Undefined disarms. `die` is what a test inside one
 * process does instead. Throws RangeError for a place that does not exist, so that a typing error cannot pass as a pass.
 */
export function armFailpoint(spec: string | undefined, die: () => void = killSelf): void {
  armed = undefined;
  if (spec === undefined) return;
  const [name = '', count = '1'] = spec.split(':');
  const isKnown = (failpoints as readonly string[]).includes(name);
  if (!isKnown || !/^[1-9]\d*$/.test(count)) throw new RangeError(`No such failpoint: ${spec}`);
  armed = { name, passesLeft: Number(count), die };
}

/** Passes a named place. */
export function failpoint(name: Failpoint): void {
  if (armed?.name !== name) return;
  armed.passesLeft -= 1;
  if (armed.passesLeft === 0) armed.die();
}

function killSelf(): void {
  process.kill(process.pid, 'SIGKILL');
}
