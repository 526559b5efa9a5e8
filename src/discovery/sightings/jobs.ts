/**
 * The follower: works off what reports left behind, unit by unit, one portion after the other, resting in between so
 * that agents are answered first. Work is a row, so a crash loses none of it.
 */
import { systemContext } from '../../platform/db/context.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Engine } from '../intake/commands.engine.ts';
import { followSources, tellListeners } from './commands.ts';
import { unitsWithTodo } from './store.ts';

/** Counting many machines at once touches each frequent entry once instead of once per machine. */
const PORTION = 400;
/** Agents come in flocks: a little later there is more to do at once. */
const GATHER = 300;
/** Between portions: under a storm of reports each portion then holds many machines. */
const BETWEEN = 1_000;
const POLL = 15_000;
const AFTER_FAILURE = 500;

export class Follower {
  private readonly database: Database;
  private readonly engine: Engine;
  private readonly report: (error: unknown) => void;
  private readonly units = new Set<string>();
  private running: Promise<void> | undefined;
  private poll: NodeJS.Timeout | undefined;
  private closed = false;
  private failures = 0;
  private hurried = false;

  constructor(database: Database, engine: Engine, report: (error: unknown) => void) {
    this.database = database;
    this.engine = engine;
    this.report = report;
  }

  /** Begins with what an earlier run left, and looks now and then for what other servers left. */
  start(): void {
    this.engine.onWork = (unitId) => this.wake(unitId);
    this.poll = setInterval(() => void this.look(), POLL);
    this.poll.unref();
    void this.look();
  }

  wake(unitId: string): void {
    this.units.add(unitId);
    if (!this.closed) this.running ??= this.run();
  }

  /** Resolves when nothing is left to follow (tests, imports that show their result). */
  async drain(): Promise<void> {
    this.hurried = true;
    try {
      await this.look();
      while (this.running) await this.running;
    } finally {
      this.hurried = false;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.poll);
    this.units.clear();
    await this.running;
  }

  private async look(): Promise<void> {
    if (this.closed) return;
    try {
      for (const unitId of await this.database.read(unitsWithTodo)) this.wake(unitId);
    } catch (error) {
      if (!this.closed) this.report(error);
    }
  }

  private async run(): Promise<void> {
    await this.rest(GATHER);
    while (this.units.size > 0 && !this.closed) {
      const unitId = this.units.values().next().value!;
      const began = performance.now();
      try {
        if (!(await this.portion(unitId))) this.units.delete(unitId);
        this.failures = 0;
      } catch (error) {
        this.report(error);
        this.units.delete(unitId);
        this.units.add(unitId);
        this.failures += 1;
        if (this.failures > this.units.size) {
          // Everything fails: the database is away. The poll tries again.
          this.units.clear();
          break;
        }
        await this.rest(AFTER_FAILURE);
      }
      await this.rest(Math.min(3_000, Math.max(BETWEEN, performance.now() - began)));
    }
    this.running = undefined;
    if (this.units.size > 0 && !this.closed) this.running = this.run();
  }

  /** True while the unit has more to do. */
  private async portion(unitId: string): Promise<boolean> {
    const followed = await this.database.write((tx) =>
      followSources(systemContext(tx, unitId, '采集'), PORTION),
    );
    if (followed.todo.length === 0) return false;
    for (const agentKey of followed.touched) this.engine.forgetSource(unitId, agentKey);
    await this.database.write((tx) => tellListeners(systemContext(tx, unitId, '采集'), followed));
    await this.database.pool.query('select discovery_merge_index()');
    return true;
  }

  /** In small steps, so that closing and draining need not wait it out. */
  private async rest(millis: number): Promise<void> {
    const until = performance.now() + millis;
    while (!this.closed && !this.hurried && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
