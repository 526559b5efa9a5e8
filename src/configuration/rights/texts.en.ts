/** English of the rights of licences. */
export const texts: Record<string, string> = {
  '所选部门不存在，请刷新后再选': 'A chosen department does not exist; refresh and choose again',
  '许可权利刚被他人修改，请刷新后再改':
    'Somebody has just changed these rights; refresh and try again',
  '附件7各栏以外的权利。判断“哪个许可覆盖哪处安装”时按这里计算；不改变软件编号。':
    'Rights beyond the columns of form 7. They decide which licence covers which install, and never change the number.',
  登记许可权利: 'Record rights',
  无: 'None',
  已有降级函: 'letter on file',
  '尚无降级函，暂不能覆盖': 'no letter on file: not covered yet',
  套件组成: 'Parts of the suite',
  不是套件: 'Not a suite',
  已撤销的部门: 'a department that is gone',
  可降级版本: 'Downgrade versions',
  二次使用权: 'Second-use right',
  有: 'Yes',
  每台最少核数: 'Least cores per computer',
  '一个许可在同一台计算机上同时覆盖的产品；不是套件的留空。':
    'Products one licence covers together on a computer; leave empty if it is no suite.',
  '使用部门（含下级）': 'Departments (with those below)',
  '不选即全单位。': 'None chosen: the whole unit.',
  可用版别: 'Editions it may be used for',
  '按回车逐个填写，如“专业版”；不填则按编号的版别，编号也没有的不限。':
    'Enter one after the other, e.g. “Professional”. Empty: the number’s own edition, or any if it has none.',
  '另须在“资料”中上传授权函或降级函，否则不能覆盖。':
    'A letter must also be uploaded under “Papers”, or these versions are not covered.',
  '同一使用人的一台便携机可以一并使用。':
    'One portable computer of the same person may use it too.',
  '合同或许可协议的条款。': 'The clause of the contract or licence agreement.',
  '{{no}} 的许可权利': 'Rights of {{no}}',
  输入产品名称查找: 'Type a product’s name to find it',
  '只有商业软件有许可权利；OEM软件以随机凭据为准':
    'Only commercial software has such rights; OEM software goes by its evidence',
  套件组成中同一产品出现了两次: 'One product stands twice among the parts',
  '套件至少由两个产品组成；不是套件的留空':
    'A suite has two parts at least; leave empty if it is none',
  '请填写依据：合同或许可协议的条款':
    'Say where it is written: the clause of the contract or licence agreement',
  二次使用权只适用于按设备计量的许可: 'Second use is a right of licences per computer only',
  最少核数只适用于按核计量的许可: 'Least cores apply to licences per core only',
  '套件组成不超过 60 项': '60 parts at most',
  '部门不超过 500 个': '500 departments at most',
  版别不能为空: 'An edition must not be empty',
  '版别不超过 30 项': '30 editions at most',
  '可降级版本不超过 50 项': '50 downgrade versions at most',
  '最少核数为 1 至 10000': 'Least cores: 1 to 10000',
  许可权利: 'Rights',
  '依据不超过 500 个字': 'The clause has 500 characters at most',
  登记人: 'Recorded by',
};
