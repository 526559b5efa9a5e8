/** People (人员): staff number, name, department, post; joined and left give the head-count of any day (D1). */
import { z } from 'zod';
import { dateText, endpoint, listQuery, page, queryFlag } from '../../platform/http/endpoint.ts';
import { ImportAnswer, importQuery } from '../../platform/sheets/shapes.ts';

export const staffNo = z
  .string()
  .trim()
  .min(1, { error: '请填写工号' })
  .max(40, { error: '工号不超过 40 个字符' });
export const personName = z
  .string()
  .trim()
  .min(1, { error: '请填写姓名' })
  .max(60, { error: '姓名不超过 60 字' });
const phone = z
  .string()
  .trim()
  .max(40)
  .regex(/^[0-9+()（）\-\s转,，;；/]*$/, {
    error: '电话只能含数字、加号、括号、短横、空格，分机写“转”',
  });
const email = z
  .string()
  .trim()
  .max(200)
  .refine((text) => text === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), {
    error: '电子邮箱格式不对，例如 zhang@example.gov.cn',
  });

export const Person = z
  .object({
    id: z.uuid(),
    staffNo: z.string(),
    name: z.string(),
    departmentId: z.uuid().nullable(),
    departmentName: z.string().nullable(),
    postId: z.uuid().nullable(),
    postName: z.string().nullable(),
    phone: z.string(),
    email: z.string(),
    active: z.boolean(),
    joinedOn: dateText.nullable(),
    leftOn: dateText.nullable(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;

export const peopleQuery = listQuery.extend({
  department: z.uuid().optional(),
  /** With the departments below it. */
  below: queryFlag.optional(),
  post: z.uuid().optional(),
  active: queryFlag.optional(),
});
export type PeopleQuery = z.output<typeof peopleQuery>;

export const listPeople = endpoint({
  method: 'GET',
  path: '/api/units/:unit/people',
  summary: '人员列表；q 可为姓名、拼音首字母、工号、电话',
  tag: '组织',
  permission: 'organisation.view',
  query: peopleQuery,
  output: page(Person),
});

export const exportPeople = endpoint({
  method: 'GET',
  path: '/api/units/:unit/people/export',
  summary: '人员导出（Excel）',
  tag: '组织',
  permission: 'organisation.view',
  query: peopleQuery,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

export const getPerson = endpoint({
  method: 'GET',
  path: '/api/units/:unit/people/:id',
  summary: '人员',
  tag: '组织',
  permission: 'organisation.view',
  params: z.object({ id: z.uuid() }),
  output: Person,
});

export const NewPerson = z.object({
  staffNo,
  name: personName,
  departmentId: z.uuid().nullable().default(null),
  postId: z.uuid().nullable().default(null),
  phone: phone.default(''),
  email: email.default(''),
  joinedOn: dateText.nullable().default(null),
});
export type NewPerson = z.output<typeof NewPerson>;

export const createPerson = endpoint({
  method: 'POST',
  path: '/api/units/:unit/people',
  summary: '新增人员',
  tag: '组织',
  permission: 'organisation.edit',
  body: NewPerson,
  output: z.object({ id: z.uuid() }),
});

/** A form sends null for a field that was emptied. */
const cleared = (text: string | null) => text ?? '';

export const PersonPatch = z.object({
  staffNo: staffNo.optional(),
  name: personName.optional(),
  departmentId: z.uuid().nullable().optional(),
  postId: z.uuid().nullable().optional(),
  phone: phone.nullable().transform(cleared).optional(),
  email: email.nullable().transform(cleared).optional(),
  joinedOn: dateText.nullable().optional(),
  /** Day of leaving; null takes the leaving back. */
  leftOn: dateText.nullable().optional(),
  /** From which day a new department holds for the computers this person keeps; today unless given. */
  movedOn: dateText.optional(),
});
export type PersonPatch = z.output<typeof PersonPatch>;

export const updatePerson = endpoint({
  method: 'PATCH',
  path: '/api/units/:unit/people/:id',
  summary: '修改人员、调整部门、登记离职',
  tag: '组织',
  permission: 'organisation.edit',
  params: z.object({ id: z.uuid() }),
  body: PersonPatch,
  output: z.object({ id: z.uuid() }),
});

export const importPeople = endpoint({
  method: 'POST',
  path: '/api/units/:unit/people/import',
  summary: '从表格导入人员（commit=false 只检查），缺少的部门和岗位一并新增',
  tag: '组织',
  permission: 'organisation.edit',
  query: importQuery,
  multipart: true,
  bodyLimit: 21 * 1024 * 1024,
  output: ImportAnswer,
});

export const peopleTemplate = endpoint({
  method: 'GET',
  path: '/api/units/:unit/people/import-template',
  summary: '人员导入的空白模板',
  tag: '组织',
  permission: 'organisation.edit',
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
