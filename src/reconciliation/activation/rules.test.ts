/** Labelled cases: what a report says about a licence, and the flags it may and may not lead to. */
import { describe, expect, it } from 'vitest';
import { CLEAN, flagsOfCase, judge, KMS_OFFICE, seen, TELLING } from '../../../test/activation.ts';
import { decodeLicence, decodeProductId } from './rules.decode.ts';
import { foldHost, genericKey } from './rules.keys.ts';
import { needsDecision } from './rules.ts';
import { FLAGS } from './shapes.ts';
import { texts } from './texts.en.ts';

describe('labelled cases', () => {
  it.each(CLEAN)('clean: $name', (one) => {
    const found = judge(one);
    expect(found).toEqual(one.flags);
    expect(found.filter((flag) => flag.startsWith('strong'))).toEqual([]);
  });
  it.each(TELLING)('telling: $name', (one) => {
    expect(judge(one)).toEqual(one.flags);
  });
});

describe('decoding', () => {
  it('reads product ids only where they are certain', () => {
    expect(decodeProductId('00371-OEM-8992671-00524')).toEqual({ channel: 'oem', factory: true });
    expect(decodeProductId('82503-OEM-1190037-27208')).toEqual({ channel: 'oem', factory: false });
    expect(decodeProductId('00259-40825-10721-AAOEM')).toEqual({ channel: 'oem', factory: false });
    expect(decodeProductId('00371-868-0000007-85567')).toMatchObject({ channel: 'kmsClient' });
    expect(decodeProductId('55274-640-1234567-23456')).toMatchObject({ channel: 'volume' });
    // The same number means something else since Vista.
    expect(decodeProductId('00371-640-1234567-85123')).toEqual({ factory: false });
    expect(decodeProductId('55041-006-2425627-86269')).toEqual({ factory: false });
    expect(decodeProductId('00330-80000-00000-AA072')).toMatchObject({ generic: 'install' });
    expect(decodeProductId('garbage')).toEqual({ factory: false });
  });

  it('believes the system before names, names before keys', () => {
    expect(decodeLicence(KMS_OFFICE)).toMatchObject({
      family: 'office',
      channel: 'kmsClient',
      channelBasis: 'reported',
      genericKey: 'kmsClient',
    });
    // Office marks OEM beside a retail product id.
    const marked = seen('Microsoft Office Professional 2010', '82503-242-8447354-11013', {
      oem: true,
    });
    expect(decodeLicence(marked)).toMatchObject({ channel: 'unknown', channelBasis: 'none' });
    expect(decodeLicence(seen('Adobe Creative Suite', '')).family).toBe('other');
    expect(decodeLicence(seen('Windows 10 Pro', '')).family).toBe('windows');
  });

  it('knows published keys by family only', () => {
    expect(genericKey('windows', 'T83GX')).toBe('kmsClient');
    expect(genericKey('office', 'T83GX')).toBeUndefined();
    expect(genericKey('windows', '')).toBeUndefined();
  });

  it('compares hosts without case, scheme and port', () => {
    expect(foldHost(' KMS://Host.Example.cn.:1688 ')).toBe('host.example.cn');
    expect(foldHost('::1')).toBe('::1');
  });
});

it('weak hints and tools make no findings of their own', () => {
  const flag = { kind: 'sharedKey' as const, sentence: '', params: {} };
  expect(needsDecision({ ...flag, strength: 'weak' })).toBe(false);
  expect(needsDecision({ ...flag, strength: 'medium' })).toBe(true);
  expect(needsDecision({ ...flag, kind: 'activator', strength: 'strong' })).toBe(false);
});

it('every flag occurs among the cases, in a sentence both languages have', () => {
  const flags = [...CLEAN, ...TELLING].flatMap(flagsOfCase);
  expect([...new Set(flags.map((flag) => flag.kind))].sort()).toEqual(Object.keys(FLAGS).sort());
  for (const { sentence, params } of flags) {
    const english = texts[sentence];
    expect(english, sentence).toBeDefined();
    for (const name of Object.keys(params)) {
      expect(sentence).toContain(`{{${name}}}`);
      expect(english).toContain(`{{${name}}}`);
    }
  }
});
