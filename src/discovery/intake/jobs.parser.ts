/** The main thread's side of the parser: hands bodies over, keeps the numbering, replaces a thread that died. */
import { Worker } from 'node:worker_threads';
import { openSealer } from '../../platform/auth/sealing.ts';
import type { Asked, ParsedReport, Told } from './jobs.worker.ts';
import type { Envelope } from './rules.head.ts';
import type { Format } from './rules.message.ts';
import { LIMITS, type Limits, type RawEntry, RefusedReport } from './rules.report.ts';

/** The entries of one life of the parser's table; a unit's numbers for them are kept beside. */
export class Generation {
  readonly entries: RawEntry[] = [];
  private readonly byUnit = new Map<string, Int32Array>();

  /** Dictionary numbers of a unit, 0 = not known yet; grows with the table. */
  numbersOf(unitId: string): Int32Array {
    let numbers = this.byUnit.get(unitId);
    if (!numbers || numbers.length < this.entries.length) {
      const larger = new Int32Array(Math.max(1024, this.entries.length * 2));
      if (numbers) larger.set(numbers);
      numbers = larger;
      this.byUnit.set(unitId, numbers);
    }
    return numbers;
  }

  forgetUnit(unitId: string): void {
    this.byUnit.delete(unitId);
  }
}

export type Parsed =
  | { kind: 'inventory'; format: Format; report: ParsedReport; generation: Generation }
  | Exclude<Told, { kind: 'inventory' }>;

type Waiting = {
  asked: Omit<Asked, 'body'>;
  body: Uint8Array;
  resolve: (parsed: Parsed) => void;
  reject: (error: Error) => void;
  /** The thread died while this one was in it; it runs alone now. */
  suspect: boolean;
};

const TIME_LIMIT = 30_000;

export class Parser {
  private worker: Worker | undefined;
  private generation = new Generation();
  private generationNo = 0;
  private readonly waiting = new Map<number, Waiting>();
  private suspects: Waiting[] = [];
  private next = 1;
  private closed = false;
  private watch: NodeJS.Timeout | undefined;
  private lastAnswer = 0;
  private readonly limits: Limits;
  private readonly memoryMegabytes: number;

  /** `memoryMegabytes` bounds what a report may make the thread allocate; 64 MB of JSON fits the usual one. */
  constructor(limits: Limits = LIMITS, memoryMegabytes = 256) {
    this.limits = limits;
    this.memoryMegabytes = memoryMegabytes;
  }

  /** `unitId`: whose report it is; keys are marked for that unit. */
  parse(body: Uint8Array, envelope: Envelope, latest: number, unitId: string): Promise<Parsed> {
    return this.ask(body, { id: this.next++, unitId, envelope, latest, limits: this.limits });
  }

  /** The body without its secrets, packed for the quarantine. */
  async redact(body: Uint8Array): Promise<Uint8Array | null> {
    const envelope = { userAgent: '', agentId: '' };
    const told = await this.ask(body, {
      id: this.next++,
      unitId: '',
      envelope,
      latest: 0,
      limits: this.limits,
      redactOnly: true,
    });
    return told.kind === 'redacted' ? told.body : null;
  }

  forgetUnit(unitId: string): void {
    this.generation.forgetUnit(unitId);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.watch);
    await this.worker?.terminate();
    this.failAll(new Error('the parser is closed'));
  }

  private ask(body: Uint8Array, asked: Omit<Asked, 'body'>): Promise<Parsed> {
    return new Promise((resolve, reject) => {
      const one: Waiting = { asked, body, resolve, reject, suspect: false };
      if (this.suspects.length > 0) this.suspects.push(one);
      else this.send(one);
    });
  }

  private send(one: Waiting): void {
    if (this.closed) {
      one.reject(new Error('the parser is closed'));
      return;
    }
    if (this.waiting.size === 0) this.lastAnswer = Date.now();
    this.waiting.set(one.asked.id, one);
    // The copy moves to the thread at once; the body itself stays for a second try.
    const body = ownCopy(one.body);
    this.thread().postMessage({ ...one.asked, body }, [body.buffer as ArrayBuffer]);
  }

  private thread(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(new URL('./jobs.worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.memoryMegabytes, maxYoungGenerationSizeMb: 6 },
      execArgv: [],
      workerData: { fingerprintKey: openSealer()?.fingerprintKey },
    });
    worker.unref();
    worker.on('message', (told: Told) => this.told(told));
    worker.on('error', () => {});
    worker.on('exit', () => this.died(worker));
    this.worker = worker;
    this.generation = new Generation();
    this.generationNo = 0;
    clearInterval(this.watch);
    this.watch = setInterval(() => this.checkTime(), 5_000);
    this.watch.unref();
    return worker;
  }

  private checkTime(): void {
    if (this.waiting.size > 0 && Date.now() - this.lastAnswer > TIME_LIMIT)
      void this.worker?.terminate();
  }

  private told(told: Told): void {
    const one = this.waiting.get(told.id);
    if (!one) return;
    this.waiting.delete(told.id);
    this.lastAnswer = Date.now();
    if (told.kind === 'inventory') {
      if (told.generation !== this.generationNo) {
        this.generation = new Generation();
        this.generationNo = told.generation;
      }
      for (const entry of told.fresh) this.generation.entries.push(entry);
      const { format, report } = told;
      one.resolve({ kind: 'inventory', format, report, generation: this.generation });
    } else one.resolve(told);
    this.nextSuspect();
  }

  /** Whatever was in the thread is tried again one by one; what kills it twice is refused. */
  private died(worker: Worker): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    const inside = [...this.waiting.values()];
    this.waiting.clear();
    for (const one of inside) {
      if (one.suspect) {
        one.reject(
          new RefusedReport('tooLarge', '解析这份报告时内存或时间超出上限，未予接收；请检查代理。'),
        );
      } else this.suspects.push({ ...one, suspect: true });
    }
    this.nextSuspect();
  }

  private nextSuspect(): void {
    if (this.waiting.size > 0) return;
    const one = this.suspects.shift();
    if (one) this.send(one);
  }

  private failAll(error: Error): void {
    for (const one of [...this.waiting.values(), ...this.suspects]) one.reject(error);
    this.waiting.clear();
    this.suspects = [];
  }
}

/** A view into Node's shared pool would be sent with the whole pool behind it. */
function ownCopy(body: Uint8Array): Uint8Array {
  return Uint8Array.prototype.slice.call(body);
}
