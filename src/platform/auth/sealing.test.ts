import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createSealer, loadSealKey } from './sealing.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengce-seal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('sealing', () => {
  const sealer = createSealer(randomBytes(32));

  it('opens what it sealed, in its own place only', () => {
    const sealed = sealer.seal('序列号-ABCD', 'row 1');
    expect(sealed.includes(Buffer.from('ABCD'))).toBe(false);
    expect(sealer.open(sealed, 'row 1')).toBe('序列号-ABCD');
    expect(() => sealer.open(sealed, 'row 2')).toThrow();
    expect(() => createSealer(randomBytes(32)).open(sealed, 'row 1')).toThrow();
  });

  it('notices every changed byte', () => {
    const sealed = sealer.seal('A', 'x');
    for (let index = 0; index < sealed.length; index++) {
      const forged = Buffer.from(sealed);
      forged[index]! ^= 1;
      expect(() => sealer.open(forged, 'x'), `byte ${index}`).toThrow();
    }
  });

  it('seals the same text differently and fingerprints it alike, per unit', () => {
    expect(sealer.seal('A', 'x').equals(sealer.seal('A', 'x'))).toBe(false);
    expect(sealer.fingerprint('A', 'u1').equals(sealer.fingerprint('A', 'u1'))).toBe(true);
    expect(sealer.fingerprint('A', 'u1').equals(sealer.fingerprint('A', 'u2'))).toBe(false);
    expect(sealer.fingerprint('A', 'u1').equals(sealer.fingerprint('B', 'u1'))).toBe(false);
  });
});

describe('the key', () => {
  it('is made once, readable by the owner alone', () => {
    const key = loadSealKey(join(folder, 'data'), undefined);
    expect(key.length).toBe(32);
    expect(loadSealKey(join(folder, 'data'), '')).toEqual(key);
    expect(statSync(join(folder, 'data', 'seal.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'data'))).toEqual(['seal.key']);
  });

  it('may come from the environment, and is refused when it is no key', () => {
    const hex = randomBytes(32).toString('hex');
    expect(loadSealKey(folder, hex).toString('hex')).toBe(hex);
    expect(() => loadSealKey(folder, 'short')).toThrow('ZHENGCE_SEAL_KEY');
    writeFileSync(join(folder, 'seal.key'), 'broken');
    expect(() => loadSealKey(folder, undefined)).toThrow('seal.key');
  });
});
