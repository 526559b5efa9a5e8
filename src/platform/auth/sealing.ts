/**
 * Secrets that must be read again (serial numbers) lie in the database sealed with AES-256-GCM; the key lies in the
 * data folder or comes from the environment, never in the database. Equal secrets are compared by keyed fingerprint.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from '../db/embedded.failure.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of everything sealed, so that a later key or method can live beside this one. */
const METHOD = 1;

export type Sealer = {
  /** `context` binds the text to its place: a sealed value copied to another row does not open there. */
  seal(text: string, context: string): Buffer;
  open(sealed: Uint8Array, context: string): string;
  /** The same for the same text and unit; says nothing about the text without the key. */
  fingerprint: Fingerprinter;
  /** The derived key of fingerprints alone, for a thread that may compare but neither seal nor open. */
  readonly fingerprintKey: Buffer;
};

export type Fingerprinter = (text: string, unitId: string) => Buffer;

/** Fingerprints by a derived key, as `Sealer.fingerprint` makes them. */
export function fingerprinter(key: Uint8Array): Fingerprinter {
  return (text, unitId) => createHmac('sha256', key).update(`${unitId}\0${text}`).digest();
}

export function createSealer(key: Uint8Array): Sealer {
  if (key.length !== KEY_BYTES) throw new Error(`the sealing key must have ${KEY_BYTES} bytes`);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', purpose, KEY_BYTES));
  const sealKey = derive('zhengce seal');
  const fingerprintKey = derive('zhengce fingerprint');
  return {
    seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([METHOD]), nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== METHOD) throw new Error('sealed with a method this version does not know');
      const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
      const tag = bytes.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', sealKey, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(context))
        .setAuthTag(tag);
      const body = bytes.subarray(1 + NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
    fingerprint: fingerprinter(fingerprintKey),
    fingerprintKey,
  };
}

/**
 * The key: `ZHENGCE_SEAL_KEY` (64 hex digits) or the file `seal.key` in the data folder, made at first need with 0600.
 * Lose it and the serial numbers are lost: it belongs into the backup, apart from the database.
 */
export function loadSealKey(dataFolder: string, environment: string | undefined): Buffer {
  if (environment !== undefined && environment !== '') {
    if (!/^[0-9a-fA-F]{64}$/.test(environment)) {
      throw new StartFailure('ZHENGCE_SEAL_KEY 应为 64 位十六进制数', 'must be 64 hex digits');
    }
    return Buffer.from(environment, 'hex');
  }
  const file = join(dataFolder, 'seal.key');
  try {
    return parseKey(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  createKeyFile(file);
  return parseKey(readFileSync(file, 'utf8'), file);
}

/** Written aside and linked into place: a crash leaves no half key, and of two starters one key wins. */
function createKeyFile(file: string): void {
  const aside = `${file}.${process.pid}.new`;
  const handle = openSync(aside, 'w', 0o600);
  try {
    writeSync(handle, `${randomBytes(KEY_BYTES).toString('hex')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(aside, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(aside);
  }
}

function parseKey(text: string, file: string): Buffer {
  const hex = text.trim();
  if (!/^[0-9a-f]{64}$/.test(hex)) {
    throw new StartFailure(
      `${file} 不是有效的密钥文件，请从备份恢复`,
      'not a valid key file, restore it from the backup',
    );
  }
  return Buffer.from(hex, 'hex');
}

let current: Sealer | undefined;

/** Set once when the server's long-lived parts open. */
export function installSealer(sealer: Sealer): void {
  current = sealer;
}

/** The sealer if it is open: what only adds fingerprints does without, instead of refusing a report. */
export function openSealer(): Sealer | undefined {
  return current;
}

/** The installation's sealer. Commands are called from many places that know only their transaction. */
export function sealer(): Sealer {
  if (!current) throw new Error('the sealer is not open: call installSealer at start');
  return current;
}
