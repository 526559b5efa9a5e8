/** What of a licence section may stay, and that a key never does. */
import { describe, expect, it } from 'vitest';
import { createSealer } from '../../platform/auth/sealing.ts';
import { mergeHead, type StoredHead } from './rules.decide.ts';
import { digestOfStored } from './rules.digest.ts';
import type { Section, Sections } from './rules.head.ts';
import { channelIn, keyFacts, keyMarks, licencesOf } from './rules.licence.ts';
import type { SeenLicence } from './rules.report.ts';

const KEY = 'BCDFG-HJKMP-QRTVW-XY234-678QW';
const seal = createSealer(Buffer.alloc(32, 7));
const marks = keyMarks(seal.fingerprint, 'unit-1');

describe('keys', () => {
  it('leave their tail and fingerprints, equal however they are written', () => {
    const one = keyFacts(KEY, marks);
    const other = keyFacts(KEY.toLowerCase().replaceAll('-', ' '), marks);
    expect(one).toMatchObject({ keyTail: '678QW', keyForm: 'whole' });
    expect(other).toEqual(one);
    expect(JSON.stringify(one)).not.toContain('HJKMP');
    const elsewhere = keyFacts(KEY, keyMarks(seal.fingerprint, 'unit-2'));
    expect(elsewhere.keyPrint).not.toBe(one.keyPrint);
    expect(elsewhere.keyMark).toBe(one.keyMark);
  });

  it('are the serial numbers of the register', () => {
    const serial = seal.fingerprint('BCDFGHJKMPQRTVWXY234678QW', 'unit-1');
    expect(keyFacts(KEY, marks).keyPrint).toBe(serial.toString('base64url'));
  });

  it.each([
    ['XXXXX-XXXXX-XXXXX-XXXXX-WE9H9', 'tail', 'WE9H9'],
    ['XXXXX-WE9H9', 'tail', 'WE9H9'],
    ['D4F6K-XXXXX-XXXXX-XXXXX-3MBMV', 'masked', '3MBMV'],
    ['BBBBB-BBBBB-BBBBB-BBBBB-BBBBB', undefined, ''],
    ['BBBBB-XXXXX-XXXXX-XXXXX-BBBBB', undefined, ''],
    ['11111-XXXXX-XXXXX-XXXXX-ABCDE', undefined, ''],
    ['none', undefined, ''],
    ['', undefined, ''],
  ])('%s is %s', (key, form, tail) => {
    const facts = keyFacts(key, marks);
    expect([facts.keyForm, facts.keyTail]).toEqual([form, tail]);
    expect(facts.keyPrint !== undefined).toBe(form === 'masked');
  });
});

describe('sections', () => {
  it('give channel, trial, dates; a description is no name', () => {
    const sections: Sections = new Map<string, Section[]>([
      ['HARDWARE', [{ WINPRODID: '00330-52834-11842-AAOEM', WINPRODKEY: KEY }]],
      [
        'LICENSEINFOS',
        [
          {
            NAME: 'Office 16, Office16ProPlusVL_KMS_Client edition',
            FULLNAME: 'Office 16, VOLUME_KMSCLIENT channel',
            KEY: 'XXXXX-XXXXX-XXXXX-XXXXX-WFG99',
            PRODUCTID: '00339-10000-00000-AA680',
            ACTIVATION_DATE: '2026-03-01 08:00:00',
            OEM: '0',
          },
          { NAME: 'Microsoft Office', FULLNAME: 'Microsoft Office 2010', TRIAL: '0', OEM: '1' },
          { NAME: 'Trial', TRIAL: 'true', ACTIVATION_DATE: '2026-02-31' },
        ],
      ],
      ['OFFICEPACK', [{ PRODUCT: 'Microsoft Office Standard 2013', OFFICEKEY: KEY }]],
    ]);
    const found = licencesOf(sections, 'Windows 11', marks);
    expect(
      found.map((one) => [one.name, one.channel, one.trial, one.oem, one.activatedOn]),
    ).toEqual([
      ['Windows 11', undefined, undefined, true, undefined],
      [
        'Office 16, Office16ProPlusVL_KMS_Client edition',
        'VOLUME_KMSCLIENT',
        undefined,
        false,
        '2026-03-01',
      ],
      ['Microsoft Office 2010', undefined, undefined, true, undefined],
      ['Trial', undefined, true, false, undefined],
      ['Microsoft Office Standard 2013', undefined, undefined, false, undefined],
    ]);
    expect(found[0]!.system).toBe(true);
    expect(found[4]!.keyTail).toBe('678QW');
    expect(JSON.stringify(found)).not.toContain('HJKMP');
  });

  it('knows channel words', () => {
    expect(channelIn('Windows(R) Operating System, OEM_DM channel')).toBe('OEM_DM');
    expect(channelIn('Windows Operating System, RETAIL channel')).toBe('RETAIL');
    expect(channelIn('Windows Operating System, VOLUME_MAK channel')).toBe('VOLUME_MAK');
    expect(channelIn('TIMEBASED_EVAL channel')).toBe('TIMEBASED_EVAL');
    expect(channelIn('RETAILER management')).toBe('');
  });
});

describe('partial reports', () => {
  const own: SeenLicence = { name: 'W', productId: '1', keyTail: '', oem: false, system: true };
  const office: SeenLicence = { name: 'Office', productId: '2', keyTail: '', oem: false };
  const head = (licences: SeenLicence[]) => ({ osName: 'W', licences }) as unknown as StoredHead;

  it('keep the licences they do not repeat', () => {
    const newer = { ...own, productId: '3' };
    expect(mergeHead(head([own, office]), head([newer])).licences).toEqual([newer, office]);
    expect(mergeHead(head([own, office]), head([])).licences).toEqual([own, office]);
    expect(mergeHead(head([own]), head([own, office])).licences).toEqual([own, office]);
    // Earlier versions stored the system's own without its mark.
    const { system: _, ...bare } = own;
    expect(mergeHead(head([bare, office]), head([own])).licences).toEqual([own, office]);
  });

  it('the digest does not depend on the order of fields', () => {
    const turned = Object.fromEntries(Object.entries(office).reverse()) as SeenLicence;
    expect(digestOfStored(head([turned]))).toBe(digestOfStored(head([office])));
  });
});
