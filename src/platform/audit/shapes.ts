/** The audit log as a list. */
import { z } from 'zod';
import { dateText, endpoint, listQuery, page } from '../http/endpoint.ts';

export const AuditEntry = z
  .object({
    id: z.string(),
    at: z.string(),
    actorKind: z.string(),
    actorName: z.string(),
    action: z.string(),
    objectType: z.string(),
    objectId: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    address: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/units/:unit/audit',
  summary: '审计日志',
  tag: '系统',
  permission: 'audit.view',
  query: listQuery.extend({
    objectType: z.string().max(60).optional(),
    objectId: z.string().max(100).optional(),
    from: dateText.optional(),
    to: dateText.optional(),
  }),
  output: page(AuditEntry),
});
