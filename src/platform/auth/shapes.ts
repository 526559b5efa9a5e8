/** Sign-in, first set-up, accounts and their roles, API keys. */
import { z } from 'zod';
import { dateText, endpoint, listQuery, page } from '../http/endpoint.ts';
import { PERMISSIONS, ROLES, type Role } from './permissions.ts';

export const roleName = z.enum(Object.keys(ROLES) as [Role, ...Role[]]);
const scopeName = z.enum(['all', 'department', 'own']);
const tag = '账号';
export const userName = z
  .string()
  .trim()
  .min(2, { error: '用户名至少 2 个字符' })
  .max(60)
  .regex(/^[\p{L}\p{N}._-]+$/u, { error: '用户名只能用文字、数字、点、横线和下划线' });
const displayName = z.string().trim().min(1, { error: '请填写姓名' }).max(60);
const password = z.string().max(200);

export const SessionUnit = z.object({
  code: z.string(),
  name: z.string(),
  roles: z.array(roleName),
  permissions: z.partialRecord(z.enum(PERMISSIONS as [string, ...string[]]), scopeName),
});

export const SessionInfo = z
  .object({
    setupNeeded: z.boolean(),
    /** Set-up asks for the code printed by the server at start. */
    setupCodeNeeded: z.boolean(),
    account: z
      .object({
        id: z.string(),
        userName: z.string(),
        displayName: z.string(),
        mustChangePassword: z.boolean(),
        /** Administrator of the whole installation: may create units. */
        systemAdministrator: z.boolean(),
      })
      .optional(),
    units: z.array(SessionUnit),
  })
  .meta({ id: 'SessionInfo' });
export type SessionInfo = z.infer<typeof SessionInfo>;

export const getSession = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: '当前登录者、单位与权限',
  tag,
  permission: 'public',
  output: SessionInfo,
});

export const setup = endpoint({
  method: 'POST',
  path: '/api/setup',
  summary: '首次使用：建立管理员和单位',
  tag,
  permission: 'public',
  body: z.object({
    userName,
    displayName,
    password,
    unitCode: z
      .string()
      .trim()
      .min(1, { error: '请填写单位编码' })
      .max(40)
      .regex(/^[A-Za-z0-9-]+$/, { error: '单位编码只能用字母、数字和横线' }),
    unitName: z.string().trim().min(1, { error: '请填写单位名称' }).max(200),
    unitType: z.enum(['government', 'institution', 'enterprise']),
    /** The administrator also runs the information department's daily work. */
    alsoItManager: z.boolean().default(false),
    setupCode: z.string().max(100).optional(),
    /** Also loads the sample unit, to look around in. */
    loadSample: z.boolean().default(false),
  }),
  output: SessionInfo,
});

export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  summary: '登录（用户名或工号）',
  tag,
  permission: 'public',
  body: z.object({ login: z.string().trim().min(1).max(100), password }),
  output: SessionInfo,
});

export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  summary: '退出登录',
  tag,
  permission: 'signedIn',
  output: z.void(),
});

export const signOutEverywhere = endpoint({
  method: 'DELETE',
  path: '/api/sessions',
  summary: '退出所有设备上的登录',
  tag,
  permission: 'signedIn',
  output: z.object({ ended: z.number().int() }),
});

export const changePassword = endpoint({
  method: 'POST',
  path: '/api/session/password',
  summary: '修改本人密码',
  tag,
  permission: 'signedIn',
  body: z.object({ currentPassword: password, newPassword: password }),
  output: SessionInfo,
});

export const Account = z
  .object({
    id: z.string(),
    userName: z.string(),
    displayName: z.string(),
    loginNames: z.array(z.string()),
    roles: z.array(roleName),
    personId: z.string().nullable(),
    /** Name and staff number of a person in service, in lists. */
    personName: z.string().nullable().optional(),
    disabled: z.boolean(),
    locked: z.boolean(),
    createdAt: z.string(),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof Account>;

export const listAccounts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/accounts',
  summary: '账号列表（含在本单位的角色）',
  tag,
  permission: 'account.view',
  query: listQuery,
  output: page(Account),
});

export const createAccount = endpoint({
  method: 'POST',
  path: '/api/units/:unit/accounts',
  summary: '新建账号',
  tag,
  permission: 'account.edit',
  body: z.object({
    userName,
    displayName,
    staffNo: z.string().trim().max(60).optional(),
    personId: z.uuid().optional(),
    roles: z.array(roleName).min(1, { error: '至少选择一个角色' }),
    initialPassword: password,
  }),
  output: Account,
});

const accountParams = z.object({ account: z.uuid() });

export const setRoles = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/accounts/:account/roles',
  summary: '设置账号在本单位的角色',
  tag,
  permission: 'account.edit',
  params: accountParams,
  body: z.object({ roles: z.array(roleName), personId: z.uuid().nullable().optional() }),
  output: Account,
});

export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/units/:unit/accounts/:account/password',
  summary: '重置密码（下次登录须修改）',
  tag,
  permission: 'account.edit',
  params: accountParams,
  body: z.object({ newPassword: password }),
  output: Account,
});

export const setAccountState = endpoint({
  method: 'POST',
  path: '/api/units/:unit/accounts/:account/state',
  summary: '停用、启用或解锁账号',
  tag,
  permission: 'account.edit',
  params: accountParams,
  body: z.object({ action: z.enum(['disable', 'enable', 'unlock']) }),
  output: Account,
});

export const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleName,
    prefix: z.string(),
    expiresAt: z.string(),
    createdBy: z.string(),
    createdAt: z.string(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

export const listApiKeys = endpoint({
  method: 'GET',
  path: '/api/units/:unit/api-keys',
  summary: 'API 密钥列表',
  tag,
  permission: 'apiKey.edit',
  output: page(ApiKey),
});

export const createApiKey = endpoint({
  method: 'POST',
  path: '/api/units/:unit/api-keys',
  summary: '新建 API 密钥（只显示一次）',
  tag,
  permission: 'apiKey.edit',
  body: z.object({
    name: z.string().trim().min(1, { error: '请填写名称' }).max(60),
    role: roleName,
    expiresOn: dateText,
  }),
  output: ApiKey.extend({ key: z.string() }),
});

export const revokeApiKey = endpoint({
  method: 'DELETE',
  path: '/api/units/:unit/api-keys/:key',
  summary: '撤销 API 密钥',
  tag,
  permission: 'apiKey.edit',
  params: z.object({ key: z.uuid() }),
  output: z.void(),
});
