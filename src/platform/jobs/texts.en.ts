/** English of what background jobs say. */
export const texts: Record<string, string> = {
  排队中: 'Waiting',
  进行中: 'Running',
  已完成: 'Done',
  失败: 'Failed',
  已取消: 'Cancelled',
  这一版程序没有这种任务: 'This version of the program does not know this kind of job',
  '服务器在处理途中停止，任务没有完成，请重新开始':
    'The server stopped in the middle; the job is not complete, please start it again',
  '服务器在处理途中多次停止，任务已放弃':
    'The server stopped in the middle several times; the job was given up',
  '处理时发生内部错误，已记录，编号 {{id}}':
    'An internal error happened; it has been logged, number {{id}}',
  '只有发起人、信息化部门管理员或系统管理员可以取消这项任务':
    'Only its starter, the IT manager or the system administrator may cancel this job',
  '任务已经结束，不能取消': 'The job is over and cannot be cancelled',
  没有这项任务: 'There is no such job',
};
