/** Every setting: its default, a good value, and the one line a wrong value gets. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const root = mkdtempSync(join(tmpdir(), 'zhengce-settings-'));
writeFileSync(join(root, 'file'), '');

test('defaults', () => {
  expect(readSettings({}, [], root)).toEqual({
    host: '127.0.0.1',
    port: 8080,
    dataFolder: join(root, 'data'),
    databaseUrl: undefined,
    adminPassword: undefined,
    trustProxy: undefined,
    demo: false,
  });
});

test('everything given; an empty variable counts as absent', () => {
  const environment = {
    HOST: '::1',
    PORT: '0',
    ZHENGCE_DATA: join(root, 'other'),
    DATABASE_URL: 'postgresql://u:p@db.example:5432/zhengce',
    ZHENGCE_ADMIN_PASSWORD: 'Sunny-Day-42',
    ZHENGCE_TRUST_PROXY: '10.0.0.1, fd00::/8',
  };
  expect(readSettings(environment, ['--demo'], root)).toEqual({
    host: '::1',
    port: 0,
    dataFolder: join(root, 'other'),
    databaseUrl: environment.DATABASE_URL,
    adminPassword: 'Sunny-Day-42',
    trustProxy: '10.0.0.1, fd00::/8',
    demo: true,
  });
  expect(readSettings({ PORT: '', HOST: ' ', DATABASE_URL: '' }, [], root).port).toBe(8080);
});

describe('a wrong value is named in one line', () => {
  const wrong: [string, Record<string, string>, string[], RegExp][] = [
    ['port not a number', { PORT: 'abc' }, [], /PORT 的值“abc”不对.*PORT must be/],
    ['port too large', { PORT: '65536' }, [], /PORT/],
    ['port negative', { PORT: '-1' }, [], /PORT/],
    ['port with decimals', { PORT: '80.5' }, [], /PORT/],
    ['host with a port', { HOST: '127.0.0.1:80' }, [], /HOST 的值“127.0.0.1:80”不对/],
    ['host with a scheme', { HOST: 'http://x' }, [], /HOST/],
    ['half an address', { HOST: '127.0.0' }, [], /HOST/],
    ['data is a file', { ZHENGCE_DATA: join(root, 'file') }, [], /ZHENGCE_DATA.*不是目录/],
    ['data below a file', { ZHENGCE_DATA: join(root, 'file', 'x') }, [], /ZHENGCE_DATA/],
    ['another database', { DATABASE_URL: 'mysql://u:p@h/d' }, [], /DATABASE_URL 的值不对/],
    ['no database name', { DATABASE_URL: 'postgresql://h' }, [], /DATABASE_URL/],
    ['not an address', { DATABASE_URL: 'nonsense' }, [], /DATABASE_URL/],
    ['short password', { ZHENGCE_ADMIN_PASSWORD: 'short' }, [], /ZHENGCE_ADMIN_PASSWORD/],
    ['any proxy', { ZHENGCE_TRUST_PROXY: 'true' }, [], /ZHENGCE_TRUST_PROXY/],
    ['short key', { ZHENGCE_SEAL_KEY: 'abc' }, [], /ZHENGCE_SEAL_KEY 的值不对/],
    ['unknown argument', {}, ['--dmeo'], /不认识的参数 --dmeo/],
  ];
  test.each(wrong)('%s', (_title, environment, args, sentence) => {
    let message = '';
    try {
      readSettings(environment, args, root);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(sentence);
    expect(message).not.toContain('\n');
  });

  test('never repeats a secret', () => {
    expect(() => readSettings({ DATABASE_URL: 'mysql://u:geheim@h/d' }, [], root)).toThrow(
      /^(?!.*geheim)/,
    );
    expect(() => readSettings({ ZHENGCE_ADMIN_PASSWORD: 'geheim' }, [], root)).toThrow(
      /^(?!.*geheim)/,
    );
  });
});
