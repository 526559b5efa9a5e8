/** Software disposal as a state table (W9; PZ-2.7, 2.8). */
import { machine } from '../../base/workflow.ts';
import { DISPOSAL_STATES } from './shapes.ts';

const requester = {
  permission: 'disposal.request',
  who: '使用部门负责人，信息化部门管理员',
} as const;
const it = { permission: 'disposal.appraise', who: '信息化部门管理员' } as const;
const asset = { permission: 'disposal.assetApprove', who: '资产管理' } as const;
const head = { permission: 'disposal.approve', who: '领导小组组长' } as const;
const executes = { permission: 'disposal.complete', who: '信息化部门管理员' } as const;

export const DISPOSAL_MACHINE = machine({
  objectType: 'disposal',
  name: '软件处置',
  states: DISPOSAL_STATES,
  initial: 'requested',
  transitions: {
    request: {
      label: '申请',
      from: [],
      to: 'requested',
      ...requester,
      holds:
        '商业软件的编号，且不在另一项处置中；原因与申请当日的使用年限相符；硬件报废的，列出已报废的计算机且没有装在其他计算机上',
      article: 'PZ-2.7',
    },
    resubmit: { label: '修改并重新提出', from: ['returned'], to: 'requested', ...requester },
    withdraw: {
      label: '撤回',
      from: ['requested', 'returned', 'itAppraised', 'assetApproved'],
      to: 'withdrawn',
      ...requester,
      opinion: 'required',
      holds: '本人或本部门的申请',
    },
    appraise: {
      label: '鉴定通过',
      from: ['requested'],
      to: 'itAppraised',
      ...it,
      opinion: 'required',
      holds: '不是申请人',
      article: 'PZ-2.7',
    },
    itReturn: {
      label: '鉴定退回',
      from: ['requested'],
      to: 'returned',
      ...it,
      opinion: 'required',
    },
    itReject: {
      label: '鉴定不同意',
      from: ['requested'],
      to: 'rejected',
      ...it,
      opinion: 'required',
    },
    assetApprove: {
      label: '资产部门同意',
      from: ['itAppraised'],
      to: ['assetApproved', 'approved'],
      ...asset,
      opinion: 'optional',
      holds: '不是申请人、鉴定人；单位设置不须组长审批的，直接待处置',
      article: 'PZ-2.7',
    },
    assetReturn: {
      label: '退回重新鉴定',
      from: ['itAppraised'],
      to: 'requested',
      ...asset,
      opinion: 'required',
    },
    assetReject: {
      label: '资产部门不同意',
      from: ['itAppraised'],
      to: 'rejected',
      ...asset,
      opinion: 'required',
    },
    approve: {
      label: '组长同意',
      from: ['assetApproved'],
      to: 'approved',
      ...head,
      opinion: 'optional',
      holds: '不是申请人、鉴定人、资产审批人',
      article: 'PZ-2.7',
    },
    headReturn: {
      label: '退回资产部门',
      from: ['assetApproved'],
      to: 'itAppraised',
      ...head,
      opinion: 'required',
    },
    headReject: {
      label: '组长不同意',
      from: ['assetApproved'],
      to: 'rejected',
      ...head,
      opinion: 'required',
    },
    uninstall: {
      label: '发起卸载',
      from: ['approved', 'uninstalling'],
      to: 'uninstalling',
      ...executes,
      holds: '有在册安装且没有进行中的卸载',
      writes: '每个仍有安装的软件编号一次统一部署（卸载）',
    },
    dispose: {
      label: '办理处置',
      from: ['approved', 'uninstalling'],
      to: 'disposed',
      ...executes,
      holds: '在册安装为 0，没有未办结的安装；日期不早于审批和最后一次卸载',
      writes: '关闭软件编号，自处置日期起不再列入附件7；编号不再使用',
      article: 'PZ-2.8',
    },
    correct: {
      label: '更正文字',
      from: ['approved', 'uninstalling', 'disposed'],
      to: ['approved', 'uninstalling', 'disposed'],
      ...executes,
      opinion: 'required',
      writes: '更正前后的文字',
    },
    cancel: {
      label: '不再处置',
      from: ['approved', 'uninstalling'],
      to: 'withdrawn',
      ...asset,
      opinion: 'required',
    },
    undo: {
      label: '撤销处置登记',
      from: ['disposed'],
      to: 'approved',
      ...asset,
      opinion: 'required',
      writes: '恢复软件编号',
    },
  },
});
