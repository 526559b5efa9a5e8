/** `npm start [-- --demo]`: brings what is missing, then runs the server until it is told to stop. */
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';
import { main, runNode } from './run.mjs';

await main(() => {
  prepare();
  // A small young generation: a third less memory under a storm of reports, at hardly more collecting.
  const flags = ['--max-semi-space-size=4'];
  // Two heaps of the C library instead of one per thread: freed report bodies are used again.
  const env = { MALLOC_ARENA_MAX: '2', ...process.env };
  return runNode([...flags, join(root, 'src', 'app', 'main.ts'), ...process.argv.slice(2)], {
    env,
  });
});
