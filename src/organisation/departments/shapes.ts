/** Departments (部门): a tree per unit with a head (ZR-2) and the functions of ZR-1.1. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { endpoint } from '../../platform/http/endpoint.ts';
import { ImportAnswer, importQuery } from '../../platform/sheets/shapes.ts';

export const DEPARTMENT_FUNCTIONS = {
  informatization: { label: '信息化', tone: 'blue' },
  office: { label: '办公', tone: 'blue' },
  personnel: { label: '人事', tone: 'blue' },
  finance: { label: '财务', tone: 'blue' },
  asset: { label: '资产', tone: 'blue' },
} as const;
export const DepartmentFunction = z.enum(choiceValues(DEPARTMENT_FUNCTIONS));
export type DepartmentFunction = z.infer<typeof DepartmentFunction>;

export const departmentCode = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$/, {
    error: '部门编码为 1–40 位字母、数字、点、下划线或短横，以字母或数字开头',
  });
/** No slash: it separates the levels of a path (办公厅/秘书处). */
export const departmentName = z
  .string()
  .trim()
  .min(1, { error: '请填写部门名称' })
  .max(100, { error: '部门名称不超过 100 字' })
  .regex(/^[^/／]+$/, { error: '部门名称不能含斜杠' });

export const Department = z
  .object({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    parentId: z.uuid().nullable(),
    headPersonId: z.uuid().nullable(),
    headName: z.string().nullable(),
    functions: z.array(DepartmentFunction),
    active: z.boolean(),
    sortOrder: z.number().int(),
    /** Names from the top, e.g. 办公厅/秘书处. */
    path: z.string(),
    depth: z.number().int(),
    /** Active people of this very department. */
    people: z.number().int(),
    /** The same with all departments below. */
    peopleBelow: z.number().int(),
  })
  .meta({ id: 'Department' });
export type Department = z.infer<typeof Department>;

export const listDepartments = endpoint({
  method: 'GET',
  path: '/api/units/:unit/departments',
  summary: '部门树（上级在前）',
  tag: '组织',
  permission: 'organisation.view',
  output: z.object({ items: z.array(Department) }),
});

const facts = {
  name: departmentName,
  parentId: z.uuid().nullable(),
  headPersonId: z.uuid().nullable(),
  functions: z
    .array(DepartmentFunction)
    .max(5)
    .transform((list) => [...new Set(list)]),
};

/** Without a code the next free number is given (D001 …). */
export const NewDepartment = z.object({
  code: departmentCode.optional(),
  name: facts.name,
  parentId: facts.parentId.default(null),
  headPersonId: facts.headPersonId.default(null),
  functions: facts.functions.default([]),
});
export type NewDepartment = z.output<typeof NewDepartment>;

export const createDepartment = endpoint({
  method: 'POST',
  path: '/api/units/:unit/departments',
  summary: '新增部门',
  tag: '组织',
  permission: 'organisation.edit',
  body: NewDepartment,
  output: z.object({ id: z.uuid(), code: z.string() }),
});

export const DepartmentPatch = z.object({
  code: departmentCode.optional(),
  name: facts.name.optional(),
  parentId: facts.parentId.optional(),
  headPersonId: facts.headPersonId.optional(),
  functions: facts.functions
    .nullable()
    .transform((list) => list ?? [])
    .optional(),
  active: z.boolean().optional(),
  /** Place among its siblings, 0 = first. */
  position: z.number().int().min(0).max(100_000).optional(),
});
export type DepartmentPatch = z.output<typeof DepartmentPatch>;

export const updateDepartment = endpoint({
  method: 'PATCH',
  path: '/api/units/:unit/departments/:id',
  summary: '修改、移动或停用部门',
  tag: '组织',
  permission: 'organisation.edit',
  params: z.object({ id: z.uuid() }),
  body: DepartmentPatch,
  output: z.object({ id: z.uuid() }),
});

export const importDepartments = endpoint({
  method: 'POST',
  path: '/api/units/:unit/departments/import',
  summary: '从表格导入部门（commit=false 只检查）',
  tag: '组织',
  permission: 'organisation.edit',
  query: importQuery,
  multipart: true,
  bodyLimit: 21 * 1024 * 1024,
  output: ImportAnswer,
});

export const departmentTemplate = endpoint({
  method: 'GET',
  path: '/api/units/:unit/departments/import-template',
  summary: '部门导入的空白模板',
  tag: '组织',
  permission: 'organisation.edit',
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
