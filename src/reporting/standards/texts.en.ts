/** English of the standard formats. */
export const texts: Record<string, string> = {
  标准格式: 'Standard formats',
  标准格式导出: 'Export in standard formats',
  'CycloneDX 1.6（JSON）': 'CycloneDX 1.6 (JSON)',
  'SWID 标签（zip）': 'SWID tags (zip)',
  'CoSWID 标签（zip）': 'CoSWID tags (zip)',
  没有这台计算机: 'There is no such computer',
  '{{computerNo}} 还没有采集到软件，没有可以导出的标签；在册的安装请导出 CycloneDX':
    'No software of {{computerNo}} was seen yet, so there are no tags; export recorded installs as CycloneDX',
  '这台计算机上采集到和在册的软件，供安全、审计等其他系统使用。采集到的和仅在册的分别标明。':
    'What was seen on this computer and what is on record, for security, audit and other systems; each is marked as what it is.',
  下载: 'Download',
  '软件物料清单；含供应商、版本、采集依据和软件编号。':
    'Bill of materials with supplier, version, evidence and software number.',
  '每个采集到的软件一个标签（ISO/IEC 19770-2:2015），注明计算机和采集时间。':
    'A tag per program seen (ISO/IEC 19770-2:2015), saying on which computer and when.',
  '同样的标签，紧凑的二进制形式（RFC 9393）。': 'The same tags in compact binary form (RFC 9393).',
  授权: 'Entitlements',
  '本单位在用的软件编号：产品、许可类型、数量、期限、可使用版本、采购依据、已安装和剩余。参照 ISO/IEC 19770-3 的概念编写，元素名称为本系统自定，不声称符合该标准。不含序列号。':
    'Software numbers in force: product, licence type, quantity, term, usable versions, purchase, installed and left. Shaped after the concepts of ISO/IEC 19770-3 with element names of our own; conformity is not claimed. No serial numbers.',
  截至日期: 'As of',
  一台计算机的软件: 'Software of one computer',
  '在计算机的“标准格式”页导出；CycloneDX、SWID、CoSWID 文件也可以在“上传清单文件”中导入。':
    'Exported from the tab of the computer; such files can also be imported under “Upload inventories”.',
  去计算机列表: 'To the computers',
  去上传清单文件: 'To the upload',
  '格式和概念的对应见产品文档 docs/standards.md。':
    'Formats and the mapping of concepts: docs/standards.md of the product.',
};
