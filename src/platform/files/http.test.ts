/** Upload and download through a listening server: limits answer properly, and what comes back never runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerError } from '../http/errors.ts';
import { type Files, openFiles, type ReceivedFile } from './files.ts';
import { receiveUpload, sendFile } from './http.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengce-filehttp-'));
const http = Fastify();
let base = '';
let last: ReceivedFile | undefined;

beforeAll(async () => {
  const files: Files = await openFiles(folder);
  http.setErrorHandler(answerError);
  await http.register(multipart);
  http.post('/up', async (request) => {
    const { file, fields } = await receiveUpload(files, request, {
      accept: ['document'],
      limitBytes: 1024 * 1024,
    });
    last = file;
    return { ...file, fields };
  });
  http.get('/down', (_request, reply) =>
    reply.send(
      sendFile(files, reply, { ...last!, id: '1', purpose: 'test', createdAt: '2026-01-01' }),
    ),
  );
  await http.listen({ port: 0 });
  base = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await http.close();
  rmSync(folder, { recursive: true });
});

async function upload(name: string, content: Uint8Array<ArrayBuffer>) {
  const form = new FormData();
  form.append('note', '一句话');
  form.append('file', new Blob([content]), name);
  const answer = await fetch(`${base}/up`, { method: 'POST', body: form });
  return { status: answer.status, body: await answer.json() };
}

test('in and out again, as an attachment in a sandbox', async () => {
  const content = new TextEncoder().encode('%PDF-1.7 content');
  expect(await upload('合同.pdf', content)).toMatchObject({
    status: 200,
    body: { name: '合同.pdf', size: content.length, fields: { note: '一句话' } },
  });
  const answer = await fetch(`${base}/down`);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(content);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-length': String(content.length),
    'content-disposition': `attachment; filename="__.pdf"; filename*=UTF-8''${encodeURIComponent('合同.pdf')}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
});

test('a file over the limit gets an answer, not a broken connection', async () => {
  const big = new Uint8Array(6 * 1024 * 1024);
  big.set(new TextEncoder().encode('%PDF-1.7'));
  expect(await upload('big.pdf', big)).toMatchObject({
    status: 413,
    body: { code: 'files.tooLarge', path: 'file', message: expect.stringContaining('1 MB') },
  });
  const whole = new Uint8Array(1024 * 1024);
  whole.set(new TextEncoder().encode('%PDF-1.7'));
  expect((await upload('limit.pdf', whole)).status).toBe(200);
});

test('no file, and no form at all, are told so', async () => {
  const form = new FormData();
  form.append('note', 'x');
  const empty = await fetch(`${base}/up`, { method: 'POST', body: form });
  expect(await empty.json()).toMatchObject({ code: 'files.missing', path: 'file' });
  const json = await fetch(`${base}/up`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect(await json.json()).toMatchObject({ code: 'files.missing' });
});
