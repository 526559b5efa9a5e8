/** Whatever the two checkers complain of is said in the user's language, and in English. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planComplaintOf } from '../optimiser/rules.complaints.ts';
import { texts as optimiser } from '../optimiser/texts.en.ts';
import { complaintOf, malformed } from './rules.complaints.ts';
import { texts as allocation } from './texts.en.ts';

const MESSAGE = /\b(?:must|complain)\(.*, (?:'([^']+)'|`([^`]+)`)\);?$/gm;

/** Messages with an `x` for what they are about. */
function messagesIn(...path: string[]): string[] {
  const text = readFileSync(join(import.meta.dirname, ...path), 'utf8');
  return [...text.matchAll(MESSAGE)].map(([, plain, filled]) =>
    (plain ?? filled!).replaceAll(/\$\{[^}]*\}/g, 'x'),
  );
}

test.each([
  ['allocation', messagesIn('rules.checker.ts'), complaintOf, allocation, 12],
  ['optimiser', messagesIn('..', 'optimiser', 'rules.checker.ts'), planComplaintOf, optimiser, 10],
] as const)('%s', (_, messages, said, texts, least) => {
  const own = messages.filter((message) => message !== 'x: x');
  expect(new Set(own).size).toBeGreaterThanOrEqual(least);
  const wrong = malformed('').sentence;
  expect(own.filter((message) => said(message).sentence === wrong)).toEqual([]);
  expect(own.filter((message) => !(said(message).sentence in texts))).toEqual([]);
});

test('what is no message of theirs is told as it is', () => {
  expect(complaintOf('0a: something new')).toMatchObject({
    componentId: '0a',
    ...malformed('something new'),
  });
  expect(planComplaintOf('something new')).toEqual(malformed('something new'));
});
