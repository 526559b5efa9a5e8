/** Purchase contracts with the seven mandatory fields (PZ-2.4), their papers (PZ-2.5), delivery in parts. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { ImportAnswer, importQuery } from '../../platform/sheets/shapes.ts';
import { reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';
import { LicenseType, Origin, SoftwareCategory } from '../software/shapes.choices.ts';

export const CONTRACT_STATES = {
  draft: { label: '起草中', tone: 'grey' },
  signed: { label: '已签订', tone: 'blue' },
  partlyReceived: { label: '部分到货', tone: 'amber' },
  received: { label: '已到货', tone: 'green' },
  closed: { label: '已结束', tone: 'grey' },
  cancelled: { label: '已取消', tone: 'grey' },
} as const satisfies ChoiceSet;
export const ContractState = z.enum(choiceValues(CONTRACT_STATES));
export type ContractState = z.infer<typeof ContractState>;

export const PURCHASE_METHODS = {
  publicTender: { label: '公开招标' },
  frameworkSupply: { label: '协议供货' },
  competitive: { label: '竞争性谈判或磋商' },
  inquiry: { label: '询价' },
  single: { label: '单一来源' },
  direct: { label: '直接采购' },
  other: { label: '其他' },
} as const satisfies ChoiceSet;

export const LINE_KINDS = {
  software: { label: '软件许可' },
  maintenance: { label: '维护服务' },
} as const satisfies ChoiceSet;

const text = (max: number, label: string) =>
  z
    .string()
    .trim()
    .max(max, { error: `${label}不超过 ${max} 个字` })
    .default('');
const need = (max: number, label: string) =>
  z
    .string({ error: `请填写${label}` })
    .trim()
    .min(1, { error: `请填写${label}` })
    .max(max, { error: `${label}不超过 ${max} 个字` });

export const ContractLineInput = z
  .object({
    id: z.uuid().optional(),
    kind: z.enum(choiceValues(LINE_KINDS), { error: '请选择内容' }).default('software'),
    softwareName: need(200, '软件名称'),
    softwareVersion: text(100, '软件版本'),
    publisher: text(200, '软件厂商'),
    category: SoftwareCategory.default('other'),
    origin: Origin.nullable().default(null),
    productId: z.string().max(200).nullable().default(null),
    licenseType: LicenseType.nullable().default(null),
    /** Null = 不限, for a site licence. */
    quantity: z
      .number({ error: '许可数量应为不小于 1 的整数' })
      .int({ error: '许可数量应为不小于 1 的整数' })
      .min(1, { error: '许可数量应为不小于 1 的整数' })
      .max(100_000_000, { error: '许可数量过大' })
      .nullable()
      .default(null),
    perpetual: z.boolean().default(false),
    usageYears: z
      .number({ error: '使用年限应为 1 至 99 年' })
      .int({ error: '使用年限应为 1 至 99 年' })
      .min(1, { error: '使用年限应为 1 至 99 年' })
      .max(99, { error: '使用年限应为 1 至 99 年' })
      .nullable()
      .default(null),
    /** As in 可使用版本; the version itself when left empty. */
    usableVersions: text(200, '可使用版本'),
    unitPriceFen: z
      .number({ error: '请填写单价' })
      .int({ error: '金额最多两位小数' })
      .min(0, { error: '金额不能为负' })
      .max(1_000_000_000_000, { error: '金额过大' }),
    compatibility: text(500, '兼容性要求'),
    afterSales: text(500, '售后服务要求'),
    planLineId: z.uuid().nullable().default(null),
    renewsId: z.uuid().nullable().default(null),
    maintenanceEnd: dateText.nullable().default(null),
  })
  .meta({ id: 'ContractLineFacts' });
export type ContractLineInput = z.output<typeof ContractLineInput>;

export const ContractInput = z
  .object({
    contractNo: need(100, '合同编号'),
    title: need(200, '合同名称'),
    supplier: need(200, '供应商'),
    purchaseMethod: z.enum(choiceValues(PURCHASE_METHODS), { error: '请选择采购方式' }),
    words: text(2000, '说明'),
    outsidePlanReason: text(500, '计划外采购的说明'),
    lines: z.array(ContractLineInput).max(200, { error: '一份合同不超过 200 行' }),
  })
  .meta({ id: 'ContractFacts' });
export type ContractInput = z.output<typeof ContractInput>;

export const ContractLine = ContractLineInput.extend({
  id: z.string(),
  amountFen: z.number().int(),
  received: z.number().int(),
  /** Whether nothing more is to come. */
  complete: z.boolean(),
  planNo: z.string().nullable(),
  planId: z.string().nullable(),
  renewsNo: z.string().nullable(),
}).meta({ id: 'ContractLine' });
export type ContractLine = z.output<typeof ContractLine>;

export const Contract = z
  .object({
    id: z.string(),
    contractNo: z.string(),
    title: z.string(),
    supplier: z.string(),
    purchaseMethod: z.enum(choiceValues(PURCHASE_METHODS)),
    signedOn: z.string().nullable(),
    state: ContractState,
    amountFen: z.number().int(),
    lines: z.number().int(),
    /** Lines that no approved plan has. */
    outsidePlan: z.number().int(),
  })
  .meta({ id: 'Contract' });
export type Contract = z.infer<typeof Contract>;

export const Receipt = z
  .object({
    id: z.string(),
    receivedOn: z.string(),
    receivedBy: z.string(),
    words: z.string(),
    lines: z.array(
      z.object({
        contractLineId: z.string(),
        softwareName: z.string(),
        quantity: z.number().int().nullable(),
        amountFen: z.number().int(),
        softwareId: z.string(),
        softwareNo: z.string(),
      }),
    ),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;

export const CONTRACT_ACTIONS = ['edit', 'sign', 'receive', 'correct', 'close', 'cancel'] as const;
export const ContractRecord = Contract.extend({
  words: z.string(),
  outsidePlanReason: z.string(),
  lines: z.array(ContractLine),
  receipts: z.array(Receipt),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(CONTRACT_ACTIONS)),
}).meta({ id: 'ContractRecord' });
export type ContractRecord = z.infer<typeof ContractRecord>;

const tag = '采购合同';
const base = '/api/units/:unit/contracts';
const params = z.object({ contract: z.uuid() });
export const contractQuery = listQuery.extend({
  state: ContractState.optional(),
  year: z.coerce.number().int().min(1990).max(2100).optional(),
});
export type ContractQuery = z.output<typeof contractQuery>;

export const listContracts = endpoint({
  method: 'GET',
  path: base,
  summary: '采购合同列表',
  tag,
  permission: 'contract.view',
  query: contractQuery,
  output: page(Contract),
});
export const exportContracts = endpoint({
  method: 'GET',
  path: `${base}/export`,
  summary: '导出采购合同及其各项内容（Excel）',
  tag,
  permission: 'contract.view',
  query: contractQuery,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
export const importContracts = endpoint({
  method: 'POST',
  path: `${base}/import`,
  summary: '从表格导入采购合同（一行一项内容）',
  tag,
  permission: 'contract.edit',
  query: importQuery,
  multipart: true,
  bodyLimit: 21 * 1024 * 1024,
  output: ImportAnswer,
});
export const contractTemplate = endpoint({
  method: 'GET',
  path: `${base}/import-template`,
  summary: '采购合同的空白导入模板',
  tag,
  permission: 'contract.edit',
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
export const getContract = endpoint({
  method: 'GET',
  path: `${base}/:contract`,
  summary: '一份采购合同',
  tag,
  permission: 'contract.view',
  params,
  output: ContractRecord,
});
export const createContract = endpoint({
  method: 'POST',
  path: base,
  summary: '登记采购合同',
  tag,
  permission: 'contract.edit',
  body: ContractInput,
  output: ContractRecord,
});
export const updateContract = endpoint({
  method: 'PUT',
  path: `${base}/:contract`,
  summary: '修改起草中的合同',
  tag,
  permission: 'contract.edit',
  params,
  body: ContractInput,
  output: ContractRecord,
});
const step = (action: string, summary: string, permission: 'contract.edit' | 'contract.receive') =>
  ({
    method: 'POST',
    path: `${base}/:contract/${action}`,
    summary,
    tag,
    permission,
    params,
    output: ContractRecord,
  }) as const;
export const signContract = endpoint({
  ...step('sign', '登记签订：七项必备内容须齐全', 'contract.edit'),
  body: z.object({ signedOn: dateText }),
});
export const receiveContract = endpoint({
  ...step('receive', '登记到货（可分批）：建立软件编号和安装维护明细表', 'contract.receive'),
  body: z.object({
    /** Made by the caller: repeated it is the same delivery. */
    requestKey: z.uuid(),
    receivedOn: dateText,
    words: text(1000, '验收情况'),
    lines: z
      .array(
        z.object({
          contractLineId: z.uuid(),
          /** Null for 不限 and for maintenance. */
          quantity: z
            .number({ error: '请填写到货数量' })
            .int({ error: '到货数量应为整数' })
            .min(1, { error: '到货数量至少为 1' })
            .nullable()
            .default(null),
          serialNumbers: z
            .array(
              z
                .string()
                .trim()
                .min(1, '序列号不能为空')
                .max(300, { error: '序列号不超过 300 个字' }),
            )
            .max(2000, { error: '序列号不超过 2000 个' })
            .default([]),
          /** First day of a term in years; left out: the delivery, or the day after the renewed term. */
          termStart: dateText.nullable().default(null),
        }),
      )
      .min(1, { error: '请选择到货的内容' })
      .max(200),
  }),
  bodyLimit: 2 * 1024 * 1024,
});
export const correctContract = endpoint({
  ...step('correct', '签订后更正（须写明原因；已到货的数量和价格不变）', 'contract.edit'),
  body: ContractInput.extend({ reason: reasonText }),
});
export const closeContract = endpoint({
  ...step('close', '结束合同', 'contract.edit'),
  body: z.object({ reason: reasonText }),
});
export const cancelContract = endpoint({
  ...step('cancel', '取消合同（没有到货的）', 'contract.edit'),
  body: z.object({ reason: reasonText }),
});

/** Lines of approved plans a contract may be made for. */
export const listPlanLines = endpoint({
  method: 'GET',
  path: '/api/units/:unit/purchase-lines',
  summary: '已审批采购计划中可以签订合同的软件',
  tag,
  permission: 'contract.view',
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        planId: z.string(),
        planNo: z.string(),
        softwareName: z.string(),
        softwareVersion: z.string(),
        category: SoftwareCategory,
        origin: Origin.nullable(),
        productId: z.string().nullable(),
        licenseType: LicenseType,
        plannedQuantity: z.number().int().nullable(),
        contracted: z.number().int(),
        unitPriceFen: z.number().int(),
        usageYears: z.number().int().nullable(),
      }),
    ),
  }),
});

export const EXPIRY_KINDS = {
  term: { label: '许可到期' },
  maintenance: { label: '维护到期' },
} as const satisfies ChoiceSet;

export const Expiry = z
  .object({
    id: z.string(),
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    softwareVersion: z.string().nullable(),
    what: z.enum(choiceValues(EXPIRY_KINDS)),
    endsOn: z.string(),
    daysLeft: z.number().int(),
    openInstalls: z.number().int(),
    renewedBy: z.string().nullable(),
  })
  .meta({ id: 'Expiry' });
export type Expiry = z.infer<typeof Expiry>;

export const listExpiries = endpoint({
  method: 'GET',
  path: '/api/units/:unit/expiries',
  summary: '到期日历：许可和维护何时到期，是否已续',
  tag,
  permission: 'contract.view',
  query: z.object({ from: dateText, to: dateText }),
  output: z.object({ items: z.array(Expiry) }),
});
