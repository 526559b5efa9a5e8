/** The thread that solves: little memory while it is enough, more where it is not. */
import { expect, test } from 'vitest';
import { world } from '../../../bench/allocation.world.ts';
import { solve } from './jobs.ts';

test('a problem that does not fit into the memory meant for it is solved all the same', async () => {
  const problem = world('standard', 200, 40, 1);
  const { signal } = new AbortController();
  const [little, enough] = await Promise.all(
    [6, 1000].map((megabytes) =>
      solve({ problem, known: [] }, signal, () => Promise.resolve(), megabytes),
    ),
  );
  expect(little).toEqual(enough);
  expect(little!.components.length).toBeGreaterThan(0);
}, 60_000);
