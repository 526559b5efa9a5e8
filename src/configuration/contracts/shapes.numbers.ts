/** Seen from a software number: its contracts, predecessors and successors. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { endpoint } from '../../platform/http/endpoint.ts';
import { ContractState, LINE_KINDS } from './shapes.ts';

const Related = z.object({
  id: z.string(),
  softwareNo: z.string(),
  softwareName: z.string(),
  softwareVersion: z.string().nullable(),
  termEnd: z.string().nullable(),
});

export const SoftwarePurchase = z
  .object({
    contracts: z.array(
      z.object({
        id: z.string(),
        contractId: z.string(),
        contractNo: z.string(),
        title: z.string(),
        state: ContractState,
        kind: z.enum(choiceValues(LINE_KINDS)),
        /** Null: a renewal or maintenance that is agreed and has not come yet. */
        receivedOn: z.string().nullable(),
        quantity: z.number().int().nullable(),
        amountFen: z.number().int(),
      }),
    ),
    predecessors: z.array(Related),
    successors: z.array(Related),
  })
  .meta({ id: 'SoftwarePurchase' });

export const getSoftwarePurchase = endpoint({
  method: 'GET',
  path: '/api/units/:unit/software/:id/purchase',
  summary: '软件编号的采购合同、续订前后的编号',
  tag: '采购合同',
  permission: 'contract.view',
  params: z.object({ id: z.uuid({ error: '软件标识有误' }) }),
  output: SoftwarePurchase,
});
