// Keeps two workers running and kills them: at random moments, at each named fail point, and now and then only stops one
// for longer than its lease. Counts kills and turns, never seconds, so a slow machine changes nothing but the time it takes.

import { setTimeout as pause } from 'node:timers/promises';
import type { Failpoint } from '../../src/lib/failpoint.ts';
import { type Program, startProgram } from './processes.ts';
import { doneUntilIn, turnLine } from './turn.ts';
import type { WorkerOrder, WorkerSettings } from './worker.ts';

export interface NemesisPlan {
  kills: number;
  /** After so many kills it gives up on places that no worker has come by. */
  mostKills: number;
  workers: number;
  /** Places at which a worker must have died at least once. */
  failpoints: readonly Failpoint[];
  random: () => number;
}

export interface Damage {
  kills: number;
  pauses: number;
  /** Fail points that were reached and killed their process. */
  struck: Set<Failpoint>;
  /** What workers reported that were not killed by us. */
  complaints: string[];
}

/**
 * Lives are measured in the lines that a worker prints, one for each turn of its loops and each thing it did. A life ends
 * shortly after so many at most …
 */
const mostLines = 60;
const shortlyMs = 30;
/** … one with an armed fail point, which lasts until the worker comes by it, after so many. */
const failpointLines = 250;
/** A worker that prints less than a life in this time hangs, and is killed all the same. */
const longestLifeMs = 60_000;
/** Longer than the lease; times the patience. */
const pauseMs = 2_600;
/** A worker loads in this time beside two others on two calm cores. */
const usualLoadMs = 3_000;
const mostPatience = 20;
const pauseShare = 0.1;
const lookMs = 100;
/** Share of lives that last until the worker comes by its fail point; the others may end before. */
const patientShare = 0.5;

export class Nemesis {
  readonly damage: Damage = { kills: 0, pauses: 0, struck: new Set(), complaints: [] };
  /** Turns of the loops of all workers so far: the measure of how much work could have been done. */
  turns = 0;
  private readonly workerFile: string;
  private readonly settings: WorkerSettings;
  private readonly plan: NemesisPlan;
  private readonly waiting: Failpoint[];
  /** Loaded and not started: the next life begins without the time it takes to load. */
  private spare: Program;
  private readonly alive = new Set<Program>();
  private readonly started = new Set<Program>();
  /** Everything that was due by then is done. */
  doneUntil: Date;
  private now: Date;
  private patience = 1;

  constructor(workerFile: string, settings: WorkerSettings, plan: NemesisPlan, now: Date) {
    this.workerFile = workerFile;
    this.settings = settings;
    this.plan = plan;
    this.now = now;
    this.doneUntil = now;
    this.waiting = [...plan.failpoints];
    this.spare = this.load();
  }

  /** How much of the killing is done, 0–1. */
  progress(): number {
    return Math.min(1, this.damage.kills / Math.max(1, this.plan.kills));
  }

  isFulfilled(): boolean {
    return this.damage.kills >= this.plan.kills && this.damage.struck.size === this.plan.failpoints.length;
  }

  /** Kills beyond the plan, for places that no worker had come by. */
  get extraKills(): number {
    return Math.max(0, this.damage.kills - this.plan.kills);
  }

  /** Places at which nobody has died yet. */
  get unvisited(): Failpoint[] {
    return this.plan.failpoints.filter((name) => !this.damage.struck.has(name));
  }

  /** Tells all workers the time. */
  tell(now: Date): void {
    this.now = now;
    const order: WorkerOrder = { now: now.toISOString(), patience: this.patience };
    for (const worker of this.started) worker.write(JSON.stringify(order));
  }

  /** Kills until the plan is fulfilled, or nobody comes by what is left of it. */
  async rage(): Promise<void> {
    await Promise.all(Array.from({ length: this.plan.workers }, () => this.haunt()));
  }

  /** Lets workers live until `isDone`; then ends them in order. */
  async rest(isDone: () => Promise<boolean>): Promise<void> {
    const workers = await Promise.all(Array.from({ length: this.plan.workers }, () => this.bear(undefined)));
    try {
      const death = Promise.race(workers.map((worker) => worker.ended));
      while (!(await isDone())) {
        const died = await Promise.race([death, pause(lookMs)]);
        if (died !== undefined) throw new Error(`A worker that nobody killed ended with ${died}`);
      }
    } finally {
      for (const worker of workers) worker.signal('SIGTERM');
      const ends = await Promise.all(workers.map((worker) => worker.ended));
      workers.forEach((worker, index) => {
        if (ends[index] !== 0) this.damage.complaints.push(`ended with ${ends[index]}: ${worker.complaints()}`);
      });
    }
  }

  /** Kills whatever is left. */
  end(): void {
    for (const worker of this.alive) worker.signal('SIGKILL');
  }

  private get isOver(): boolean {
    return this.isFulfilled() || this.damage.kills >= this.plan.mostKills;
  }

  private load(): Program {
    const begun = Date.now();
    const worker = startProgram(this.workerFile, this.settings);
    // On a busy machine an honest answer takes longer than any lease of a calm one: everything real is stretched alike.
    worker.firstLine.then(
      () => {
        this.patience = Math.min(mostPatience, Math.max(1, (Date.now() - begun) / usualLoadMs));
      },
      () => {},
    );
    worker.onLine((line) => {
      if (line === turnLine) this.turns += 1;
      const until = doneUntilIn(line);
      if (until && until > this.doneUntil) this.doneUntil = until;
    });
    this.alive.add(worker);
    void worker.ended.then(() => this.alive.delete(worker));
    return worker;
  }

  private async haunt(): Promise<void> {
    while (!this.isOver) {
      // In turns, because some places are only come by after a death elsewhere.
      const isPatient = this.plan.random() < patientShare || this.damage.kills >= this.plan.kills;
      const failpoint = this.waiting.shift();
      // The last place is come by soonest where one worker does everything.
      if (!failpoint && this.damage.kills >= this.plan.kills) {
        await pause(lookMs);
        continue;
      }
      const worker = await this.bear(failpoint);
      if (failpoint && isPatient) await this.live(worker, failpointLines);
      else await this.strike(worker);
      const died = await Promise.race([worker.ended, undefined]);
      if (failpoint && died === 'SIGKILL') this.damage.struck.add(failpoint);
      else if (failpoint) this.waiting.push(failpoint);
      await this.kill(worker);
    }
  }

  private async bear(failpoint: Failpoint | undefined): Promise<Program> {
    const worker = this.spare;
    this.spare = this.load();
    await worker.firstLine;
    const pass = 1 + Math.floor(this.plan.random() * 2);
    const { patience } = this;
    const order: WorkerOrder = {
      now: this.now.toISOString(),
      patience,
      ...(failpoint && { failpoint: `${failpoint}:${pass}` }),
    };
    worker.write(JSON.stringify(order));
    this.started.add(worker);
    void worker.ended.then(() => this.started.delete(worker));
    return worker;
  }

  private async strike(worker: Program): Promise<void> {
    const { random } = this.plan;
    await this.live(worker, Math.floor(random() * mostLines));
    await pause(random() * shortlyMs);
    if (random() >= pauseShare) return;
    worker.signal('SIGSTOP');
    await pause(pauseMs * this.patience);
    worker.signal('SIGCONT');
    this.damage.pauses += 1;
    await this.live(worker, Math.floor(random() * mostLines));
  }

  private async live(worker: Program, lines: number): Promise<void> {
    const impatience = new AbortController();
    await Promise.race([
      worker.ended,
      worker.printed(lines),
      pause(longestLifeMs, undefined, { signal: impatience.signal }).catch(() => {}),
    ]);
    impatience.abort();
  }

  private async kill(worker: Program): Promise<void> {
    worker.signal('SIGKILL');
    const how = await worker.ended;
    if (how === 'SIGKILL') this.damage.kills += 1;
    else this.damage.complaints.push(`ended with ${how}: ${worker.complaints()}`);
  }
}
