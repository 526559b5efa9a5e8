/** Opens many accounts: each password costs a tenth of a second to hash, so it is a job. Harmless to run again. */
import type { TimerDefinition } from '../jobs/jobs.ts';
import { defineJob } from '../jobs/jobs.ts';
import * as commands from './commands.ts';
import { loginOf } from './rules.ts';
import { OpeningInput } from './shapes.ts';
import { forgetOldLists } from './store.ts';

/** As many as the machine hashes at once without keeping others from signing in. */
const PORTION = 4;
const MAX_NAMED = 500;

type Skipped = { name: string; staffNo: string; reason: 'badNumber' | 'taken' };

export const openAccountsJob = defineJob({
  kind: 'platform.openAccounts',
  title: '批量开通账号',
  input: OpeningInput,
  async run(job, input, progress) {
    const people = await job.read((cx) =>
      commands.peopleWithoutAccount(cx, job.services.directory, input.departmentIds),
    );
    const skipped: Skipped[] = [];
    const skip = (reason: Skipped['reason']) => (person: { name: string; staffNo: string }) =>
      skipped.push({ name: person.name, staffNo: person.staffNo, reason });
    const named = people.flatMap((person) => {
      const login = loginOf(input.prefix, person.staffNo);
      if (login === undefined) skip('badNumber')(person);
      return login === undefined ? [] : [{ person, login }];
    });
    let opened = 0;
    for (let start = 0; start < named.length; start += PORTION) {
      const ready = await commands.prepareAccounts(named.slice(start, start + PORTION));
      const saved = await job.write((cx) => commands.saveAccounts(cx, job.jobId, ready));
      opened += saved.opened;
      saved.taken.forEach(skip('taken'));
      await progress(Math.min(start + PORTION, named.length), named.length, '已开通 {{n}} 个账号', {
        n: opened,
      });
    }
    return { opened, skipped: skipped.slice(0, MAX_NAMED), skippedCount: skipped.length };
  },
});

/** Lists nobody fetched within a day. */
export const forgetPasswordsTimer: TimerDefinition = {
  name: 'accounts.forgetPasswords',
  cron: '20 * * * *',
  async run({ database }) {
    await database.write((tx) => forgetOldLists(tx));
  },
};
