/** A large import in the background: the bytes wait in a table, the report stands with the import, for those who may see it. */
import { z } from 'zod';
import { dateInChina } from '../../base/dates.ts';
import { refuse } from '../../base/refusal.ts';
import { defineJob, isServerStopping } from '../jobs/jobs.ts';
import { importerOf } from './importer.ts';
import { Asked, IMPORT_PARTS, importFile } from './run.ts';
import * as store from './store.ts';

export const importJob = defineJob({
  kind: 'platform.import',
  title: '导入表格',
  input: z.object({ importId: z.uuid() }),
  async run(job, { importId }, progress): Promise<{ importId: string }> {
    // A server that ended after the commit: what was done is not done again, nor called a failure.
    if (await job.read((cx) => store.importRow(cx.tx, cx.unitId, importId))) {
      await job.write((cx) => store.deleteUpload(cx, importId));
      return { importId };
    }
    const upload = await job.read((cx) => store.uploadOf(cx.tx, cx.unitId, importId));
    if (!upload) {
      throw refuse('platform.importTaken', '文件已处理，结果见“导入记录”；如未导入请重新上传');
    }
    const asked = Asked.parse(upload.asked);
    const importer = importerOf(asked.kind);
    if (!importer) throw new Error(`no importer ${asked.kind}`);
    let finished = false;
    try {
      await importFile(
        {
          database: job.database,
          files: job.services.files,
          unitId: job.unitId,
          today: dateInChina(new Date()),
          write: job.write,
          step: (part, sentence) => progress(part, IMPORT_PARTS, sentence),
        },
        importer,
        asked,
        upload.bytes,
        { copy: true, importId },
      );
      finished = true;
      return { importId };
    } finally {
      // A server that stops puts the job back in the queue, and then the bytes are needed again.
      if (finished || !isServerStopping(job.signal))
        await job.write((cx) => store.deleteUpload(cx, importId));
    }
  },
});
