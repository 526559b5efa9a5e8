/** `npm start [-- --demo]`: brings what is missing, then runs the server until it is told to stop. */
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';
import { main, runNode } from './run.mjs';

await main(() => {
  prepare();
  return runNode([join(root, 'src', 'app', 'main.ts'), ...process.argv.slice(2)]);
});
