/** Who acts in an absent head's place (代理): from when to when, why, and whether it is in effect today. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { reasonText } from '../../platform/workflow/shapes.ts';

export const MAX_DAYS = 180;

export const DELEGATION_STATES = {
  upcoming: { label: '未开始', tone: 'blue' },
  inEffect: { label: '代理中', tone: 'green' },
  ended: { label: '已结束', tone: 'grey' },
  revoked: { label: '已撤销', tone: 'grey' },
} as const satisfies ChoiceSet;
export const DelegationState = z.enum(choiceValues(DELEGATION_STATES));
export type DelegationState = z.infer<typeof DelegationState>;

export const Delegation = z
  .object({
    id: z.uuid(),
    fromPersonId: z.uuid(),
    fromName: z.string(),
    toPersonId: z.uuid(),
    toName: z.string(),
    /** Departments the absent head heads, which the substitute answers for. */
    departments: z.array(z.string()),
    fromOn: dateText,
    toOn: dateText,
    reason: z.string(),
    state: DelegationState,
    createdBy: z.string(),
    createdAt: z.string(),
    revokedAt: z.string().nullable(),
    revokedBy: z.string().nullable(),
    revokeReason: z.string().nullable(),
    /** What the reader may do with it now. */
    may: z.array(z.enum(['revoke'])),
  })
  .meta({ id: 'Delegation' });
export type Delegation = z.infer<typeof Delegation>;

export const listDelegations = endpoint({
  method: 'GET',
  path: '/api/units/:unit/delegations',
  summary: '代理设置列表',
  tag: '组织',
  permission: 'delegation.view',
  query: listQuery.extend({ state: DelegationState.optional() }),
  output: page(Delegation),
});

export const NewDelegation = z.object({
  /** The absent head; the caller himself unless given. */
  fromPersonId: z.uuid().optional(),
  toPersonId: z.uuid({ error: '请选择代理人' }),
  fromOn: dateText,
  toOn: dateText,
  reason: reasonText,
});
export type NewDelegation = z.output<typeof NewDelegation>;

export const createDelegation = endpoint({
  method: 'POST',
  path: '/api/units/:unit/delegations',
  summary: '设置部门负责人离岗期间的代理人',
  tag: '组织',
  permission: 'delegation.edit',
  body: NewDelegation,
  output: z.object({ id: z.uuid() }),
});

export const revokeDelegation = endpoint({
  method: 'POST',
  path: '/api/units/:unit/delegations/:id/revoke',
  summary: '撤销代理（立即生效）',
  tag: '组织',
  permission: 'delegation.edit',
  params: z.object({ id: z.uuid() }),
  body: z.object({ reason: reasonText }),
  output: z.object({ id: z.uuid() }),
});
