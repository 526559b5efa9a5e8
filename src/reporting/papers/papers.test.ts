/** A record's paper over HTTP: three formats, the record's own rights, drawn signatures, and what there is not yet. */
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { drawn, type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { readSheets } from '../../platform/sheets/index.ts';

let world: Office;
let application: string;
let order: string;

beforeAll(async () => {
  world = await office(await testApp(), ['张三', '李四']);
  application = (
    await ok(
      (
        await world.as('张三')
      ).post(url('applications'), {
        idempotencyKey: newId(),
        submit: true,
        application: {
          deviceId: world.device('C1'),
          kind: 'install',
          toSoftwareId: world.software('S2'),
          softwareVersion: '13',
          reason: '起草文件 <紧急>',
        },
      }),
    )
  ).id;
  const review = async (who: Name, step: string, body: object) =>
    ok((await world.as(who)).post(url(`applications/${application}/${step}`), body));
  await review('王主任', 'dept-review', { result: 'approve', opinion: '确有需要' });
  const reviewed = await review('钱主管', 'it-review', {
    result: 'approve',
    technicianPersonId: world.person('赵工'),
  });
  order = reviewed.orderId;
  await ok(
    (await world.as('赵工')).post(url(`orders/${order}/perform`), {
      performedOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
      lines: [{ lineNo: 1, done: true }],
      signature: drawn('赵工'),
    }),
  );
}, 120_000);

const get = async (who: Name, path: string) => (await world.as(who)).get(url(`papers/${path}`));
const word = (payload: Buffer, part = 'word/document.xml') => strFromU8(unzipSync(payload)[part]!);

test('form 10 as Word, Excel and PDF, with the opinions given', async () => {
  const docx = await get('张三', `form10/${application}?format=docx`);
  expect(docx.status).toBe(200);
  expect(decodeURIComponent(String(docx.headers['content-disposition']))).toContain(
    '附件10 软件安装维护申请表.docx',
  );
  for (const words of [
    '测试单位',
    '起草文件 &lt;紧急&gt;',
    '确有需要',
    '审核人签字：test-staff-deptHead-',
  ]) {
    expect(word(docx.payload)).toContain(words);
  }
  const xlsx = await get('张三', `form10/${application}?format=xlsx`);
  const { sheets } = await readSheets(xlsx.payload, { fileName: 'a.xlsx' });
  expect(JSON.stringify(sheets[0]!.rows)).toContain('起草文件 <紧急>');
  const pdf = await get('张三', `form10/${application}`);
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect(pdf.payload.subarray(0, 5).toString()).toBe('%PDF-');
});

test('form 11 carries the drawn signature as a picture', async () => {
  const docx = await get('赵工', `form11/${order}?format=docx`);
  const media = Object.keys(unzipSync(docx.payload)).filter((name) => /media\/.*png/.test(name));
  // The signature, and the code of the version in the header.
  expect(media).toHaveLength(2);
});

test('the record’s own rights decide, in its own words', async () => {
  const path = `form10/${application}?format=docx`;
  expect(await refused(get('李四', path))).toBe(
    await refused((await world.as('李四')).get(url(`applications/${application}`))),
  );
  expect((await get('吴会计', path)).status).toBe(404);
  expect((await get('张三', `form10/${newId()}`)).status).toBe(404);
});

test('what there is not is said, and bad input is refused', async () => {
  expect(await refused(get('孙局长', 'form1/current'))).toBe('422 reporting.nothingToPrint');
  expect((await get('张三', `form12/${application}`)).status).toBe(422);
  expect((await get('张三', `form10/${application}?format=odt`)).status).toBe(422);
  expect((await get('张三', 'form10/..%2F..%2Funits')).status).toBe(422);
});
