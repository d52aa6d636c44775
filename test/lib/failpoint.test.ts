import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { armFailpoint, failpoint } from '../../src/lib/failpoint.ts';

afterEach(() => armFailpoint(undefined));

describe('a fail point', () => {
  it('does nothing unless it is armed', () => {
    expect(() => failpoint('deliver.after-send')).not.toThrow();
  });

  it('strikes at the n-th pass of its place only, and once', () => {
    const died: number[] = [];
    let pass = 0;
    armFailpoint('deliver.after-send:3', () => died.push(pass));
    for (pass = 1; pass <= 5; pass++) {
      failpoint('deliver.before-send');
      failpoint('deliver.after-send');
    }
    expect(died).toEqual([3]);
  });

  it.each(['deliver.after-sned', 'deliver.after-send:0', 'deliver.after-send:x', ''])('refuses %j', (spec) => {
    expect(() => armFailpoint(spec)).toThrow(RangeError);
  });

  it('kills the process without any clean-up', () => {
    const script = `
      import { armFailpoint, failpoint } from './src/lib/failpoint.ts';
      process.on('exit', () => console.log('cleaned up'));
      armFailpoint('deliver.after-send');
      failpoint('deliver.after-send');
      console.log('still here');`;
    const child = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    expect(child.signal).toBe('SIGKILL');
    expect(String(child.stdout)).toBe('');
  });
});
