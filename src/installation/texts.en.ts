/** English for every Chinese sentence the installation slice's features share. */
export const texts: Record<string, string> = {
  安装: 'Install',
  卸载: 'Uninstall',
  升级: 'Upgrade',
  统一部署: 'Unit-wide deployment',
  责令卸载: 'Removal ordered',
  待安排: 'To be assigned',
  待执行: 'To be done',
  执行中: 'Being done',
  待签字确认: 'Waiting for signatures',
  登记受阻: 'Could not be recorded',
  已登记台账: 'In the journal',
  未完成: 'Not completed',
  已取消: 'Cancelled',
};
