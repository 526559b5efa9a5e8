/** English for the print pages' Chinese; the papers themselves are Chinese only. */
export const texts: Record<string, string> = {
  打印: 'Print',
  返回: 'Back',
  打印附件1: 'Print form 1',
  打印附件2: 'Print form 2',
  打印附件10: 'Print form 10',
  打印附件11: 'Print form 11',
  打印空白承诺书: 'Print blank pledges',
  领导小组: 'Leading group',
  承诺书: 'Pledges',
  下一批: 'Next batch',
  '还没有领导小组组成可以打印。': 'There is no composition of the leading group to print yet.',
  '没有待签承诺书的人员。': 'Nobody has a pledge to sign.',
  '{{n}} 人各一页，供手写签字；签好后扫描，在“承诺书”中登记。':
    'One page each for {{n}} people, to be signed by hand; scan them and record them under Pledges.',
  打印附件3: 'Print form 3',
  打印附件4: 'Print form 4',
  打印附件5: 'Print form 5',
  打印年度总结: 'Print the annual summary',
  '还没有审定，文字可能变化。': 'Not approved yet: the text may change.',
  '还没有审定，数字可能变化。': 'Not confirmed yet: figures may change.',
  '名单上还没有人。': 'Nobody is on the list yet.',
};
