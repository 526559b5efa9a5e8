/** English of annual summaries; the text itself is an official document and Chinese only. */
export const texts: Record<string, string> = {
  年度总结: 'Annual summary',
  年度软件正版化工作总结: 'Annual summary on genuine software',
  '{{year}}年度软件正版化工作总结': 'Annual summary on genuine software {{year}}',
  起草中: 'Draft',
  起草: 'Draft',
  责任落实情况: 'Responsibility',
  软件采购情况: 'Purchases',
  软件使用管理情况: 'Use of software',
  督促检查情况: 'Inspection',
  宣传培训情况: 'Publicity and training',
  存在的问题: 'Problems',
  下一步工作: 'Next steps',
  请填写内容: 'Write something',
  '每部分不超过 8000 个字': 'A section has at most 8000 characters',
  '没有这份年度总结，可能链接有误': 'There is no such summary; the link may be wrong',
  '{{year}} 年还没有到，没有可总结的记录': '{{year}} has not begun: there is nothing to sum up',
  '{{year}} 年已有总结，请在原稿上修改': '{{year}} has a summary already: change that one',
  '总结已报审或已审定，不能直接修改':
    'The summary was sent in or approved and is not changed directly',
  '“{{section}}”刚被{{name}}修改过；请复制您的文字，关闭后重新打开再修改':
    '“{{section}}” was just changed by {{name}}; copy your text, close, open again and change it',
  '您参与起草了这份总结，须由其他人审定':
    'You have written on this summary: somebody else has to approve it',
  文字没有变化: 'The text has not changed',
  年度总结和信息统计表已审定: 'Annual summary and statistics approved',
  待您审定的年度总结: 'Annual summaries waiting for your approval',
  '按一年的记录起草责任落实、软件采购、使用管理、督促检查、宣传培训各部分，由人修改，组长审定。':
    'Drafted from the year’s records section by section, edited by people, approved by the head.',
  起草总结: 'Draft the summary',
  '还没有年度总结。': 'There is no annual summary yet.',
  '各部分按该年的记录生成，可逐部分修改。':
    'Each section is written from the year’s records and can be changed.',
  还没有编制: 'Not drawn up yet',
  '{{name}} 修改于': 'Changed by {{name}}',
  按记录生成于: 'Written from the records',
  '更正“{{section}}”': 'Correct “{{section}}”',
  '修改“{{section}}”': 'Change “{{section}}”',
  按现在的记录重新生成: 'Write again from the records',
  恢复生成前的文字: 'Back to the text before',
  '保存之前不改变已有的文字。': 'Nothing changes until it is saved.',
  '审定后文字只能说明原因更正。': 'After that the text is only corrected with a reason.',
  '组长收到通知后审定；审定前不能再修改。':
    'The head is told and approves; until then it is not changed.',
  '由信息化部门修改后重新报审。': 'The information department changes it and sends it in again.',
  '{{year}} 年度总结：{{what}}': 'Annual summary {{year}}: {{what}}',
  修改年度总结: 'Changed the annual summary',
};
