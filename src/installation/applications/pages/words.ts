/** An application in one line, and what happens next. */
import { useT } from '../../../platform/web/index.ts';
import { MAINTENANCE_TYPES } from '../../orders/shapes.ts';
import type { Application, ApplicationRecord, ApplicationState } from '../shapes.ts';

export function useWork(): (one: Application) => string {
  const t = useT();
  return (one) => {
    const kind = t(MAINTENANCE_TYPES[one.kind].label);
    const from = [one.fromSoftwareName, one.fromVersion].filter(Boolean).join(' ');
    const to = [one.softwareName, one.softwareVersion].filter(Boolean).join(' ');
    if (one.kind === 'uninstall') return `${kind} ${from}`;
    return one.kind === 'upgrade' ? `${kind} ${from} → ${to}` : `${kind} ${to}`;
  };
}

/** What happens next and who does it, for whoever waits. */
export function useNext(one: ApplicationRecord): string | undefined {
  const t = useT();
  const names = one.reviewers.map((reviewer) => reviewer.name).join('、');
  const waiting: Partial<Record<ApplicationState, string>> = {
    draft: t('还没有送审。送审后由部门负责人审核。'),
    submitted: names
      ? t('等待部门审核（{{names}}）。', { names })
      : t('没有可以审核的部门负责人，等待信息化部门指定审核人。'),
    deptApproved: t('等待信息化部门审核并安排人员。'),
    approved: t('已安排工作单，等待安装维护人执行。'),
    collected: t('软件升级统一部署：等待信息化部门列入升级方案。'),
    inScheme: t('已列入升级方案，随统一部署执行。'),
    executing: t('安装维护人正在执行。'),
    awaitingConfirmation: t('等待安装维护人和使用人签字，签字后登记台账。'),
    notCompleted: t('没有完成，等待信息化部门重新安排。'),
  };
  return waiting[one.state];
}
