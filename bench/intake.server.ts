/** The server half of the intake bench: the whole product on a database of its own; tells its port and its memory. */
import { join } from 'node:path';
import { buildServer } from '../src/app/server.ts';
import { openServices } from '../src/app/services.ts';
import { openDatabase } from '../src/platform/db/database.ts';

const options = JSON.parse(process.argv[2]!);
const database = openDatabase(options);
const opened = await openServices(database, { dataFolder: options.folder });
const http = await buildServer(database, {
  services: opened.services,
  pagesFolder: join(import.meta.dirname, '../dist'),
  logLevel: 'error',
});
await http.listen({ host: '127.0.0.1', port: 0 });
const address = http.server.address();
process.send!({ port: typeof address === 'object' ? address!.port : 0 });
process.on('message', async (message: string) => {
  if (message === 'memory') process.send!({ rss: process.memoryUsage().rss });
  if (message === 'drain') {
    await opened.services.follower.drain();
    process.send!({ drained: true });
  }
  if (message === 'stop') {
    await http.close();
    await opened.close();
    await database.close();
    process.exit(0);
  }
});
