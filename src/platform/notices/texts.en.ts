/** English for every Chinese sentence of notices. */
export const texts: Record<string, string> = {
  安装维护申请: 'Applications',
  安装维护工作单: 'Work orders',
  统一部署与升级: 'Campaigns and upgrades',
  使用正版软件承诺书: 'Pledge to use genuine software',
  领导小组: 'Leading group',
  责任追究: 'Accountability',
  发现的问题: 'Findings',
  系统: 'System',
};
