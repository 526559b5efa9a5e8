/** English of the page of background jobs. */
export const texts: Record<string, string> = {
  后台任务: 'Background jobs',
  任务: 'Job',
  进度: 'Progress',
  发起人: 'Started by',
  发起时间: 'Started at',
  结束时间: 'Ended at',
  取消任务: 'Cancel job',
  '正在停止…': 'Stopping…',
  '没有后台任务。导入、重新识别、导出等需要时间的工作会列在这里，可以离开页面等它完成。':
    'There are no background jobs. Work that takes time (imports, recognition, exports) is listed here; you need not wait on the page.',
};
