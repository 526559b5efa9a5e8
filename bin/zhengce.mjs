#!/usr/bin/env node
/** `npx zhengce …`: the command line, under the pinned Node. */
import { join } from 'node:path';
import { installDependencies, root } from './prepare.mjs';
import { main, runNode } from './run.mjs';

await main(() => {
  installDependencies();
  return runNode([join(root, 'src', 'app', 'cli.ts'), ...process.argv.slice(2)]);
});
