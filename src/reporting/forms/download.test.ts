/** Forms 7, 8 and 9 over HTTP: the printed sheet, the same data as JSON, and who may have them. */
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../../test/harness.ts';
import { readSheets } from '../../platform/sheets/index.ts';

let app: TestApp;
let day: string;

beforeAll(async () => {
  app = await testApp();
  const manager = await app.as('itManager');
  const device = await manager.post('/api/units/DW/devices', {
    computerNo: 'PC-1',
    deviceType: 'desktop',
    brand: '联想',
    model: '启天',
  });
  if (device.status !== 200) throw new Error(JSON.stringify(device.body));
  day = (await manager.get('/api/units/DW/forms/7?format=json')).body.header.preparedOn;
}, 120_000);

const LAYOUTS = [
  ['7', '附件7', '软件使用情况汇总表'],
  ['8', '附件8', '软件使用情况明细表'],
  ['9', '附件9', '软件安装维护情况明细表'],
] as const;

describe.each(LAYOUTS)('form %s', (form, sheetName, title) => {
  it('comes as the printed sheet under its official name', async () => {
    const inspector = await app.as('inspector');
    const answer = await inspector.get(`/api/units/DW/forms/${form}`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('spreadsheetml');
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain(
      `filename*=UTF-8''${sheetName} ${title} ${day}.xlsx`,
    );
    const { sheets } = await readSheets(answer.payload, { fileName: 'a.xlsx' });
    expect(sheets[0]!.name).toBe(sheetName);
    expect(sheets[0]!.rows[0]![0]).toBe(title);
    expect(sheets[0]!.rows[1]![0]).toBe('单位名称（盖章）：测试单位');
  });

  it('comes as JSON, and for no day to come', async () => {
    const inspector = await app.as('inspector');
    const json = await inspector.get(`/api/units/DW/forms/${form}?format=json&asOf=${day}`);
    expect(json.body.header).toMatchObject({ organizationName: '测试单位', preparedOn: day });
    const future = await inspector.get(`/api/units/DW/forms/${form}?asOf=2999-01-01`);
    expect(future).toMatchObject({ status: 422, body: { path: 'query.asOf' } });
    const other = await inspector.get(`/api/units/DW/forms/${form}?format=odt`);
    expect(other.status).toBe(422);
  });

  it('comes as Word with its title and a header row that repeats, and as PDF that says what it is', async () => {
    const inspector = await app.as('inspector');
    const word = await inspector.get(`/api/units/DW/forms/${form}?format=docx`);
    const document = strFromU8(unzipSync(word.payload)['word/document.xml']!);
    expect(document).toContain(title);
    expect(document).toContain('<w:tblHeader');
    expect(document).toContain('单位名称（盖章）：测试单位');
    const pdf = await inspector.get(`/api/units/DW/forms/${form}?format=pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.payload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(decodeURIComponent(String(pdf.headers['content-disposition']))).toContain('.pdf');
  });

  it('is refused to those without the right', async () => {
    const hr = await app.as('hrOfficer');
    expect((await hr.get(`/api/units/DW/forms/${form}`)).status).toBe(403);
    expect((await app.anonymous.get(`/api/units/DW/forms/${form}`)).status).toBe(401);
  });
});

it('form 8 keeps a computer without software, and staff see their own computers only', async () => {
  const manager = await app.as('itManager');
  const all = await manager.get('/api/units/DW/forms/8?format=json');
  expect(all.body.computers).toMatchObject([{ computerNo: 'PC-1', lines: [] }]);
  const staff = await app.as('staff');
  expect((await staff.get('/api/units/DW/forms/8?format=json')).body.computers).toEqual([]);
});
