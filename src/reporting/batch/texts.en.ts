/** English of batches of forms; the papers themselves are Chinese only. */
export const texts: Record<string, string> = {
  批量导出: 'Batch export',
  批量导出表单: 'Batch of forms',
  批量导出完成: 'Batch of forms finished',
  正在生成: 'Being made',
  某期间的全部表单: 'All forms of a period',
  请至少选择一种格式: 'Choose at least one format',
  格式重复: 'A format stands twice',
  '超过 {{most}} 个文件，请缩短期间或减少格式':
    'More than {{most}} files: choose a shorter period or fewer formats',
  这一天还没有到: 'That day has not come yet',
  没有这次批量导出: 'There is no such batch',
  文件还没有生成: 'The file is not there yet',
  '{{done}} / {{total}} 份': '{{done}} of {{total}} papers',
  '{{n}} 行': '{{n}} lines',
  导出一个期间: 'Export a period',
  '一个期间的附件1—11 和通报、检查表、签到表、总结等，按文件夹打成一个压缩包，附目录；在后台生成，可以离开页面。':
    'Forms 1–11, circulars, check sheets, sign-in sheets and summaries of a period in one zip with folders and an index; made in the background, you may leave the page.',
  '还没有批量导出。': 'No batches yet.',
  '{{n}} 个文件，{{size}} MB': '{{n}} files, {{size}} MB',
  正在读取: 'Reading',
  内容: 'Contents',
  '没有查看全部的权限，未列入：{{folders}}':
    'Left out, as you may not see all of them: {{folders}}',
  导出一个期间的全部表单: 'Export all forms of a period',
  '台账取期末当天（没有到期末的取今天）；其他表单取日期在期间内的；只包括您有权查看全部的种类。':
    'Registers are of the last day (or today, when it is still to come), other forms those whose day lies in the period; only kinds you may see all of.',
  文件夹: 'Folder',
  从: 'From',
  至: 'To',
  格式: 'Formats',
  开始生成: 'Start',
};
