import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { CommandContext } from '../db/context.ts';
import type { Files } from './files.ts';
import { keepPaper, paperAmong, paperFields, type Upload } from './papers.ts';

const file = {
  name: 'a.pdf',
  sha256: '0',
  size: 1,
  mediaType: 'application/pdf',
} as Upload['file'];
const cx = { now: new Date('2026-01-02T03:04:05Z'), actor: { name: '张三' } } as CommandContext;
const fields = z.object({ kind: z.enum(['photo']), title: z.string().default('') });

test('a wrong field is named', () => {
  const wrong = () => paperFields(fields, { file, fields: { kind: 'x' } });
  expect(wrong).toThrow(expect.objectContaining({ code: 'files.paperFields', path: 'kind' }));
  expect(paperFields(fields, { file, fields: { kind: 'photo' } })).toEqual({
    kind: 'photo',
    title: '',
  });
});

test('a full record keeps no further file; a paper without a title goes by its file', async () => {
  const keep = vi.fn(async () => ({ ...file, id: 'f' }));
  const files = { keep } as unknown as Files;
  const put = (present: number) =>
    keepPaper(
      cx,
      files,
      { file, fields: {} },
      { kind: 'photo', title: '' },
      {
        purpose: 'test',
        present,
        most: 2,
      },
    );
  await expect(put(2)).rejects.toMatchObject({ code: 'files.tooManyPapers', status: 409 });
  expect(keep).not.toHaveBeenCalled();
  expect(await put(1)).toMatchObject({ title: 'a.pdf', fileId: 'f', createdBy: '张三' });
});

test('only a paper of the record is found', () => {
  expect(paperAmong([{ id: 'a' }], 'a')).toEqual({ id: 'a' });
  expect(() => paperAmong([{ id: 'a' }], 'b')).toThrow(expect.objectContaining({ status: 404 }));
});
