/**
 * One message of an agent from its bytes to its answer: read, stored or put in quarantine, and only then acknowledged.
 */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { newId } from '../../base/ids.ts';
import { audit } from '../../platform/audit/audit.ts';
import { hashToken } from '../../platform/auth/passwords.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Delivery, Engine, type Outcome } from './commands.engine.ts';
import { type Parsed, Parser } from './jobs.parser.ts';
import { dayNumberOf } from './rules.dates.ts';
import { digestOf } from './rules.digest.ts';
import type { Envelope } from './rules.head.ts';
import {
  type Addressee,
  type Answer,
  addresseeOf,
  answerContact,
  answerProlog,
  answerReport,
  answerUnsupported,
  refuseInKind,
} from './rules.reply.ts';
import {
  LIMITS,
  type Limits,
  operatingSystemEntry,
  type Refused,
  RefusedReport,
  type Report,
} from './rules.report.ts';
import * as quarantine from './store.quarantine.ts';
import { unitOfToken } from './store.tokens.ts';

declare module '../../platform/http/app.ts' {
  interface Services {
    intake: Intake;
  }
}

export type Posted = {
  body: Buffer;
  userAgent: string;
  agentId: string;
  contentType: string;
};
export type Accepted = Outcome & { deviceName: string };

/** Bodies waiting for the parser; more are told to come later. */
const MOST_WAITING_BYTES = 96 * 1024 * 1024;
const TOKEN_TTL = 5_000;

export class Intake {
  readonly engine: Engine;
  readonly limits: Limits;
  private readonly database: Database;
  private readonly parser: Parser;
  private readonly tokens = new Map<string, { unitId: string | undefined; until: number }>();
  private waitingBytes = 0;

  constructor(database: Database, limits: Limits = LIMITS) {
    this.database = database;
    this.limits = limits;
    this.engine = new Engine(database);
    this.parser = new Parser(limits);
  }

  /** Answers one request. Throws only for our own faults; the agent then keeps its report for the next run. */
  async post(unitId: string, posted: Posted): Promise<Answer> {
    const to = addresseeOf(posted.userAgent, posted.agentId, posted.contentType);
    if (this.waitingBytes > MOST_WAITING_BYTES) {
      return refuseInKind(
        to,
        503,
        '服务器正忙，请稍后再上报 (server busy, please report again later)',
      );
    }
    this.waitingBytes += posted.body.length;
    try {
      return await this.answer(unitId, posted, to);
    } finally {
      this.waitingBytes -= posted.body.length;
    }
  }

  private async answer(unitId: string, posted: Posted, sender: Addressee): Promise<Answer> {
    const now = new Date();
    const parsed = await this.parse(unitId, posted, now);
    const shown = 'format' in parsed ? parsed.format : undefined;
    const to = shown ? { ...sender, format: shown } : sender;
    switch (parsed.kind) {
      case 'prolog':
        return answerProlog(to, await this.engine.owesFull(unitId, parsed.agentKey));
      case 'contact':
        return answerContact(await this.engine.owesFull(unitId, parsed.agentKey));
      case 'other':
        return answerUnsupported(to, parsed.action);
      case 'refused':
        return this.setAside(unitId, posted, parsed, to, now);
      case 'redacted':
        throw new Error('a report came back as redacted');
      case 'inventory': {
        try {
          await this.engine.deliver(delivery(unitId, parsed, now.getTime()));
        } catch (error) {
          return this.afterFault(unitId, posted, parsed, to, now, error);
        }
        return answerReport(to);
      }
    }
  }

  private async parse(unitId: string, posted: Posted, now: Date): Promise<Parsed> {
    const envelope: Envelope = { userAgent: posted.userAgent, agentId: posted.agentId };
    try {
      // Tomorrow is allowed: agents write their local day, wherever they are.
      return await this.parser.parse(posted.body, envelope, dayNumberOf(now) + 1, unitId);
    } catch (error) {
      if (!(error instanceof RefusedReport)) throw error;
      const agentKey = posted.agentId ? `agent:${posted.agentId.toLowerCase()}` : '';
      const { refused } = error;
      return { id: 0, kind: 'refused', format: undefined, refused, body: null, agentKey };
    }
  }

  /** Into quarantine, and acknowledged: the agent cannot do better by sending it again. */
  private async setAside(
    unitId: string,
    posted: Posted,
    parsed: { refused: Refused; body: Uint8Array | null; agentKey: string },
    to: Addressee,
    now: Date,
  ): Promise<Answer> {
    const { refused, body, agentKey } = parsed;
    if (refused.code === 'empty') return refuseInKind(to, 400, refused.reason);
    const stored = await this.quarantine(unitId, posted, refused, body, agentKey, now);
    if (!stored) {
      return refuseInKind(
        to,
        503,
        '隔离区已满，暂不接收；请管理员先处理隔离区 (quarantine is full)',
      );
    }
    this.engine.forgetSource(unitId, agentKey);
    if (refused.code === 'tooLarge' || refused.code === 'tooManyEntries')
      return refuseInKind(to, 413, refused.reason);
    if (refused.code === 'unknownFormat') return refuseInKind(to, 400, refused.reason);
    return answerReport(to);
  }

  /** A report that reads well but cannot be stored although the database answers: ours to find out, not to lose. */
  private async afterFault(
    unitId: string,
    posted: Posted,
    parsed: Extract<Parsed, { kind: 'inventory' }>,
    to: Addressee,
    now: Date,
    error: unknown,
  ): Promise<Answer> {
    const body = await this.parser.redact(posted.body);
    if (!body) throw error;
    const detail = error instanceof Error ? error.message.slice(0, 200) : '';
    const refused = {
      code: 'notStored',
      reason: `报告可以解析，但保存时出错（${detail}）；修复后可重放。`,
    };
    const { agentKey } = parsed.report.head;
    if (!(await this.quarantine(unitId, posted, refused, body, agentKey, now))) throw error;
    this.engine.forgetSource(unitId, agentKey);
    return answerReport(to);
  }

  private quarantine(
    unitId: string,
    posted: Posted,
    refused: { code: string; reason: string },
    body: Uint8Array | null,
    agentKey: string,
    at: Date,
  ): Promise<boolean> {
    return this.database.write((tx) =>
      quarantine.insertQuarantined(tx, {
        id: newId(),
        unitId,
        reasonCode: refused.code,
        reason: refused.reason,
        agentKey: agentKey.slice(0, 250),
        userAgent: posted.userAgent.slice(0, 200),
        contentType: posted.contentType.slice(0, 100),
        digest: createHash('sha256').update(posted.body).digest(),
        bytes: posted.body.length,
        body,
        at,
      }),
    );
  }

  /**
   * A report out of a file, through the same way as an agent's. `at` is the report's own time: an older one never
   * overwrites a newer one.
   */
  async acceptReport(
    unitId: string,
    report: Report,
    options: { at: Date; complete: boolean },
  ): Promise<Accepted> {
    const { entries, installedOn, ...head } = report;
    const system = report.hasSoftware ? operatingSystemEntry(head) : undefined;
    const days = installedOn.map((day) => day ?? -1);
    const software = {
      entries: system ? [...entries, system] : entries,
      days: system ? [...days, -1] : days,
      rows: entries.length,
    };
    const outcome = await this.engine.deliver({
      unitId,
      at: options.at.getTime(),
      head,
      digest: digestOf(head),
      complete: options.complete,
      software: report.hasSoftware ? software : undefined,
    });
    return { ...outcome, deviceName: head.hostName || head.deviceId };
  }

  /** An agent's file (.json, .xml, .ocs), read as if it had been posted. Throws RefusedReport with the reason. */
  async acceptBody(
    unitId: string,
    body: Buffer,
    options: { at: (head: { reportedAt: string }) => Date },
  ): Promise<Accepted> {
    const envelope = { userAgent: '', agentId: '' };
    const parsed = await this.parser.parse(body, envelope, dayNumberOf(new Date()) + 1, unitId);
    if (parsed.kind === 'refused')
      throw new RefusedReport(parsed.refused.code, parsed.refused.reason);
    if (parsed.kind !== 'inventory') {
      throw new RefusedReport(
        'unknownFormat',
        '这不是计算机清单，而是代理与服务器之间的其他消息。',
      );
    }
    // A file anybody can write is a source of its own: it is trusted less, and never speaks for a live agent.
    const { agentKey } = parsed.report.head;
    const head = {
      ...parsed.report.head,
      protocol: 'file' as const,
      agentKey: `file:${agentKey}`,
      oldDeviceId: '',
    };
    const report = { ...parsed.report, head, digest: digestOf(head) };
    const at = options.at(head).getTime();
    const outcome = await this.engine.deliver(delivery(unitId, { ...parsed, report }, at));
    return { ...outcome, deviceName: head.hostName || head.deviceId };
  }

  /** Reads a quarantined report again; its own time counts, so that nothing newer is overwritten. */
  async replay(cx: CommandContext, stored: quarantine.StoredBody): Promise<string> {
    if (!stored.body) return '没有保留可重放的内容；请让代理重新上报。';
    const body = gunzipSync(stored.body, { maxOutputLength: this.limits.inflatedBytes });
    const envelope = {
      userAgent: stored.userAgent,
      agentId: /^agent:([0-9a-f-]{36})$/.exec(stored.agentKey)?.[1] ?? '',
    };
    const at = new Date(stored.lastAt);
    const parsed = await this.parser.parse(body, envelope, dayNumberOf(at) + 1, cx.unitId);
    if (parsed.kind === 'refused') {
      await quarantine.changeReason(cx.tx, cx.unitId, stored.id, parsed.refused);
      return parsed.refused.reason;
    }
    if (parsed.kind !== 'inventory') return '这不是清单报告，无需重放。';
    await this.engine.deliver(delivery(cx.unitId, parsed, at.getTime()));
    await quarantine.settleQuarantined(cx.tx, cx.unitId, stored.id, {
      state: 'replayed',
      at: cx.now,
      by: cx.actor.name,
    });
    await audit(cx, {
      action: 'discovery.replay',
      objectType: 'quarantinedReport',
      objectId: stored.id,
    });
    return '';
  }

  /** The unit a token leads to; remembered for a few seconds so that a fleet does not ask for each report. */
  async unitOf(token: string): Promise<string | undefined> {
    if (token.length < 16 || token.length > 100) return undefined;
    const hash = hashToken(token);
    const key = hash.toString('base64');
    const known = this.tokens.get(key);
    if (known && known.until > Date.now()) return known.unitId;
    const unitId = await this.database.read((tx) => unitOfToken(tx, hash));
    if (this.tokens.size > 10_000) this.tokens.clear();
    this.tokens.set(key, { unitId, until: Date.now() + TOKEN_TTL });
    return unitId;
  }

  forgetTokens(): void {
    this.tokens.clear();
  }

  /** After a unit's observed data was removed (sample unit) or changed in bulk. */
  forgetUnit(unitId: string): void {
    this.engine.forgetUnit(unitId);
    this.parser.forgetUnit(unitId);
  }

  async close(): Promise<void> {
    await this.engine.close();
    await this.parser.close();
  }
}

function delivery(
  unitId: string,
  parsed: Extract<Parsed, { kind: 'inventory' }>,
  at: number,
): Delivery {
  const { head, digest, ids, days, rows } = parsed.report;
  return {
    unitId,
    at,
    head,
    digest,
    complete: true,
    software: head.hasSoftware ? { generation: parsed.generation, ids, days, rows } : undefined,
  };
}
