/** Accounts of people: which people have none, opening many at once, and the initial passwords until they are fetched. */
import { z } from 'zod';
import { endpoint, listQuery, page } from '../http/endpoint.ts';

const tag = '账号';

/** A person in service, as accounts see one. */
export const AccountPerson = z
  .object({
    id: z.string(),
    staffNo: z.string(),
    name: z.string(),
    departmentName: z.string().nullable(),
    hasAccount: z.boolean(),
  })
  .meta({ id: 'AccountPerson' });
export type AccountPerson = z.infer<typeof AccountPerson>;

export const listAccountPeople = endpoint({
  method: 'GET',
  path: '/api/units/:unit/account-people',
  summary: '在职人员及其是否已有账号',
  tag,
  permission: 'account.edit',
  query: listQuery.pick({ q: true, limit: true }),
  output: page(AccountPerson),
});

export const OpeningFacts = z
  .object({
    /** People in service without an account, in all and by department (the people of just that department). */
    without: z.number().int(),
    departments: z.array(z.object({ id: z.string(), path: z.string(), without: z.number().int() })),
    /** Lists of initial passwords that wait to be fetched. */
    lists: z.array(
      z.object({
        jobId: z.string(),
        startedAt: z.string(),
        count: z.number().int(),
        /** Only whoever started it may fetch it. */
        mine: z.boolean(),
        expiresAt: z.string(),
      }),
    ),
  })
  .meta({ id: 'AccountOpeningFacts' });
export type OpeningFacts = z.infer<typeof OpeningFacts>;

export const getOpeningFacts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/account-openings',
  summary: '没有账号的在职人员数，以及待下载的初始密码名单',
  tag,
  permission: 'account.edit',
  output: OpeningFacts,
});

export const OpeningInput = z.object({
  /** With the departments below; everybody unless given. */
  departmentIds: z.array(z.uuid()).max(2000).optional(),
  /** Before the staff number, where units of one installation share numbers. */
  prefix: z
    .string()
    .trim()
    .max(20, { error: '前缀不超过 20 个字符' })
    .regex(/^[\p{L}\p{N}._-]*$/u, { error: '前缀只能用文字、数字、点、横线和下划线' })
    .default(''),
});
export type OpeningInput = z.output<typeof OpeningInput>;

export const openAccounts = endpoint({
  method: 'POST',
  path: '/api/units/:unit/account-openings',
  summary: '为没有账号的在职人员批量开通账号（后台任务）',
  tag,
  permission: 'account.edit',
  body: OpeningInput,
  output: z.object({ jobId: z.string() }),
});

export const fetchInitialPasswords = endpoint({
  method: 'POST',
  path: '/api/units/:unit/account-openings/:job/passwords',
  summary: '下载初始密码名单（Excel，只能下载一次）',
  tag,
  permission: 'account.edit',
  params: z.object({ job: z.uuid() }),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
