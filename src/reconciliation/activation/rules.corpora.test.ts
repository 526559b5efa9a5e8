/** Every real inventory: none of the clean ones is red, and what is known of the others is flagged. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readRegistry } from '../../discovery/files/rules.reg.ts';
import { decodeText } from '../../discovery/intake/rules.decode.ts';
import { keyMarks, systemLicence } from '../../discovery/intake/rules.licence.ts';
import { readMessage } from '../../discovery/intake/rules.message.ts';
import { LIMITS, RefusedReport, type SeenLicence } from '../../discovery/intake/rules.report.ts';
import { EntryTable } from '../../discovery/intake/rules.table.ts';
import { type LicenceFact, licencesOfDevice } from './rules.facts.ts';
import { flagsOf, type UnitWord } from './rules.ts';

const CORPORA = join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/corpora');
const present = existsSync(join(CORPORA, 'INDEX.tsv'));
const marks = keyMarks((text, unitId) => Buffer.from(`${unitId}|${text}`), 'unit');

type Word = { osName: string; osKind: string; maker: string; licences: SeenLicence[] };

/** What a file says about the licences of its machine; undefined for what is no inventory of a computer. */
function wordOf(file: string): Word | undefined {
  const path = join(CORPORA, file);
  if (file.startsWith('openaudit')) return openAudit(readFileSync(path, 'utf8'));
  if (file.endsWith('.reg')) {
    const registry = readRegistry(decodeText(readFileSync(path)), marks);
    return registry && { ...registry, maker: '' };
  }
  try {
    const parsing = { table: new EntryTable(), latest: 20_000, limits: LIMITS };
    const message = readMessage(
      readFileSync(path),
      { userAgent: 'test', agentId: '', marks },
      parsing,
    );
    if (message.kind !== 'inventory') return undefined;
    const { osName, osKind, manufacturer, model, licences } = message.head;
    return { osName, osKind, maker: `${manufacturer} ${model}`, licences };
  } catch (error) {
    if (error instanceof RefusedReport) return undefined;
    throw error;
  }
}

/** Open-AudIT's files are no agents' reports, but carry keys: read here only. */
function openAudit(text: string): Word {
  const one = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(text)?.[1] ?? '';
  const osName = one('os_name');
  const key = /<software_key>[\s\S]*?<string>([^<]*)</.exec(text)?.[1];
  const licence = systemLicence(osName, '', key, marks);
  const osKind = /windows/i.test(osName) ? 'windows' : 'linux';
  return {
    osName,
    osKind,
    maker: `${one('manufacturer')} ${one('model')}`,
    licences: licence ? [licence] : [],
  };
}

const files = present
  ? readFileSync(join(CORPORA, 'INDEX.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t')[0]!)
      .filter((file) => existsSync(join(CORPORA, file)))
  : [];

/** All machines as one unit with an empty register, so that shared keys show. */
function judged(): Map<string, string[]> {
  const facts = new Map<string, LicenceFact[]>();
  for (const file of files) {
    const word = wordOf(file);
    if (!word) continue;
    const source = { ...word, kind: 'glpi', seenOn: '2026-11-27' };
    facts.set(file, licencesOfDevice(file, [source], []));
  }
  const computers = new Map<string, number>();
  for (const own of facts.values()) {
    for (const { keyPrint } of own)
      if (keyPrint) computers.set(keyPrint, (computers.get(keyPrint) ?? 0) + 1);
  }
  const unit: UnitWord = {
    today: '2026-11-27',
    kmsHosts: new Set(),
    licensed: new Set(),
    registered: new Map(),
    computers,
    outside: new Set(),
  };
  return new Map(
    [...facts].map(([file, own]) => [
      file,
      own.flatMap((fact) =>
        flagsOf(fact, { oemEvidence: false, observed: [] }, unit).map(
          (flag) => `${flag.strength} ${flag.kind} ${fact.licenceKey.split(':')[0]}`,
        ),
      ),
    ]),
  );
}

describe.skipIf(!present)('the sample corpora (skipped: ../shared/corpora is absent)', () => {
  const all = judged();
  const flagged = (file: string) => all.get(file);

  test('inventories are there', () => {
    expect(all.size).toBeGreaterThan(40);
  });

  test('only the remade system is red', () => {
    const red = [...all].filter(([, flags]) => flags.some((flag) => flag.startsWith('strong')));
    expect(red).toEqual([
      [
        'fi4glpi_russewin7-2010-09-13-11-17-16.xml',
        ['strong editionName windows', 'medium installKey windows'],
      ],
    ]);
  });

  test('known ones are flagged as what they are', () => {
    expect(flagged('openaudit_win2012r2_db01.xml')).toEqual(['medium evaluation windows']);
    // Ultimate with the key that every medium holds: the same as on the remade system, and no sign of a leak.
    expect(flagged('openaudit_laptop.xml')).toEqual(['medium installKey windows']);
    expect(flagged('invfmt_2.xml')).toContain('weak oemWithoutEvidence windows');
    // An emptied key and an undecided product id say nothing at all.
    expect(flagged('fi4glpi_P189.odaxys.fr-2011-03-02-10-44-46.xml')).toEqual([]);
    expect(flagged('fi4glpi_windows2000sp4.xml')).toEqual([]);
  });

  test('a registry dump of Office gives its licence without its key', () => {
    const word = wordOf('glpiagent_win32__registry__office_2010_2.reg')!;
    expect(word.licences).toHaveLength(1);
    expect(word.licences[0]).toMatchObject({
      productId: '82503-OEM-1170032-70636',
      keyTail: 'FPR27',
      keyForm: 'whole',
      oem: true,
    });
  });
});
