/** English of activation evidence. */
export const texts: Record<string, string> = {
  激活证据: 'Activation evidence',
  激活证据待核实: 'Activation evidence to be checked',
  '“{{host}}”不是主机名或IP地址': '“{{host}}” is neither a host name nor an IP address',
  '{{host}} 是本机地址或互联网上公开的激活地址，不能作为单位的KMS主机':
    '{{host}} is the machine itself or an activation address open to the Internet; it cannot be a KMS host of the unit',
  '{{host}} 已经在清单内': '{{host}} is on the list already',
  清单中没有这个KMS主机: 'This KMS host is not on the list',
  '最近的报告不再是预装（OEM）渠道': 'The latest report no longer names an OEM channel',
  这台计算机已经有随机凭据: 'This computer has OEM evidence already',
  本单位KMS主机: 'KMS hosts of the unit',
  '还没有计算机报告许可信息；采集到 Windows 计算机后会出现在这里。':
    'No computer reports licences yet; they appear here once Windows computers are inventoried.',
  提示: 'Flags',
  渠道: 'Channel',
  '软件名称、计算机编号、使用人、产品ID': 'Software, computer number, user, product id',
  登记随机凭据: 'Record OEM evidence',
  密钥末五位: 'Last five of the key',
  产品ID: 'Product id',
  登记的软件编号: 'Registered under',
  激活日期: 'Activated on',
  KMS主机: 'KMS host',
  '这台计算机没有报告许可信息。': 'This computer reports no licences.',
  登记KMS主机: 'Add a KMS host',
  '本单位或上级单位按批量许可协议提供的KMS主机。采集报告中的主机不在清单内时给出提示。':
    'KMS hosts that this unit or its superior runs under a volume agreement. A report naming another host is flagged.',
  '还没有登记KMS主机。': 'No KMS host has been added yet.',
  移除KMS主机: 'Remove KMS host',
  主机名或IP地址: 'Host name or IP address',
  '例如批量许可协议编号，或上级单位提供激活服务的文件。':
    'For example the number of the volume agreement, or the paper by which a superior unit offers activation.',
  '从清单中移除 {{host}}？': 'Take {{host}} off the list?',
  '报告这个主机的计算机会重新对照。': 'Computers that report this host are compared again.',
  '登记随机凭据（{{n}} 台）': 'Record OEM evidence ({{n}} computers)',
  '已登记 {{done}} 台，{{n}} 台未登记：{{why}}': '{{done}} recorded, {{n}} not: {{why}}',
  '已登记 {{done}} 台': '{{done}} recorded',
  '报告的渠道只是线索；请核对实物或购机凭据后再登记。':
    'The reported channel is a lead only; look at the machine or its invoice first.',
  核对了什么: 'What was checked',
  凭据种类: 'Kind of evidence',
  请选择凭据种类: 'Choose the kind of evidence',
  '预装（OEM）': 'Preinstalled (OEM)',
  零售: 'Retail',
  '批量（MAK）': 'Volume (MAK)',
  '批量（KMS客户端）': 'Volume (KMS client)',
  批量: 'Volume',
  评估: 'Evaluation',
  订阅: 'Subscription',
  看不出: 'Not known',
  系统报告的渠道: 'channel named by the system',
  微软公布的通用密钥: 'key published by Microsoft',
  无依据: 'nothing to go by',
  KMS客户端通用密钥: 'KMS client setup key',
  安装用通用密钥: 'installation key',
  家庭版的KMS密钥: 'KMS key for home editions',
  强: 'Strong',
  中: 'Medium',
  弱: 'Weak',
  证据强度: 'Strength',
  计算机报告的: 'Reported by the computer',
  密钥使用台数超过登记的许可数量: 'Key on more computers than licensed',
  同一密钥用于多台计算机: 'One key on several computers',
  同一密钥也见于本单位以外: 'Key also seen outside this unit',
  不是软件厂商发布过的版本名称: 'No edition name of the maker',
  同机发现激活工具: 'Activation tool on the same computer',
  KMS主机不在本单位清单内: 'KMS host not on the unit’s list',
  家庭版使用KMS密钥: 'Home edition with a KMS key',
  批量激活期限已过: 'Volume activation past its term',
  预装渠道与机器不符: 'OEM channel does not fit the machine',
  评估版或试用版: 'Evaluation or trial',
  家庭版: 'Home edition',
  只有安装用通用密钥: 'Installation key only',
  '批量渠道，登记中没有批量许可': 'Volume channel, no volume licence registered',
  '预装渠道，计算机没有随机凭据': 'OEM channel, no OEM evidence on file',
  请先选择要登记凭据的计算机: 'Choose the computers first',
  '一次最多登记 500 台': 'At most 500 at once',
  请写明核对了什么: 'Say what was checked',
  '核对说明不超过 100 个字': 'At most 100 characters',
  请填写主机名或IP地址: 'Give the host name or IP address',
  '主机名不超过 253 个字符': 'A host name has at most 253 characters',
  '请填写依据，例如批量许可协议或上级单位文件':
    'Give the grounds, for example the volume agreement or a paper of the superior unit',
  '依据不超过 300 个字': 'The grounds may have at most 300 characters',
  '{{n}} 台计算机报告的密钥与 {{no}} 登记的序列号相同，该编号的许可数量为 {{quantity}}。':
    '{{n}} computers report the key registered as a serial number of {{no}}, which has {{quantity}} licences.',
  '本单位有 {{n}} 台计算机报告同一个密钥，登记中没有这个序列号；请核对它的许可允许几台使用。':
    '{{n}} computers of the unit report one key that is not in the register; check how many computers its licence allows.',
  '同一密钥也见于本单位以外的计算机；请核对密钥来源和许可凭据。':
    'The same key is also reported by computers outside this unit; check where the key comes from and its licence.',
  '系统名称含“{{word}}”，软件厂商没有发布过这样的版本，多见于他人改制的安装包；请核对安装来源。':
    'The name contains “{{word}}”, an edition the maker never published; such names come with remade installation media. Check where it was installed from.',
  '同一台计算机上发现激活工具“{{tool}}”，这份许可的激活状态因此不能作为依据。':
    'The activation tool “{{tool}}” was seen on the same computer, so that the activation of this licence proves nothing.',
  'KMS主机设为本机（{{host}}）；正规的KMS服务不会这样设置，常见于激活工具。':
    'The KMS host is the computer itself ({{host}}); regular KMS services are not set up so, activation tools often are.',
  'KMS主机 {{host}} 是互联网上公开的激活地址，不是单位自己的服务。':
    'The KMS host {{host}} is an activation address open to the Internet, not a service of the unit.',
  'KMS主机 {{host}} 不在本单位登记的清单内。': 'The KMS host {{host}} is not on the unit’s list.',
  'KMS主机为 {{host}}；本单位还没有登记自己的KMS主机。':
    'The KMS host is {{host}}; the unit has not listed its own KMS hosts yet.',
  '密钥末五位与流传的家庭版KMS密钥相同；家庭版没有批量许可，软件厂商也没有公布这样的密钥。':
    'The last five characters are those of a circulating KMS key for home editions; home editions have no volume licence and the maker publishes no such key.',
  '按报告的激活日期 {{date}}，批量激活应在 {{until}} 之前续期，{{on}} 的报告仍是这个日期。':
    'By the reported activation date {{date}} volume activation was to be renewed before {{until}}; the report of {{on}} still gives that date.',
  '虚拟机报告预装（OEM）渠道；预装许可只随所购的整机使用，请核对。':
    'A virtual machine reports an OEM channel; an OEM licence goes with the machine it was bought with. Please check.',
  '报告的是品牌整机出厂密钥，而主板没有品牌；预装许可只随所购的整机使用，请核对。':
    'The key is one manufacturers put on their machines, but the board has no brand; an OEM licence goes with the machine it was bought with. Please check.',
  '名称表明是评估版或试用版；评估许可有期限，不能代替正式许可。':
    'By its name it is an evaluation or trial; such licences end and do not replace a full one.',
  '系统报告为评估或试用；评估许可有期限，不能代替正式许可。':
    'The system reports an evaluation or trial; such licences end and do not replace a full one.',
  '家庭版的许可面向个人和家庭，不计为单位的许可。':
    'Home editions are licensed to persons and households and do not count as licences of a unit.',
  '密钥是软件厂商公布的安装用密钥，本身不是许可；许可可能是与机器绑定的数字许可，请以购买凭据为准。':
    'The key is a published installation key and no licence; the licence may be a digital one tied to the machine. The proof of purchase decides.',
  '密钥是软件厂商公布的安装用密钥，本身不是许可，也不能激活这个版本；请核对许可凭据。':
    'The key is a published installation key, no licence, and cannot activate this version; check the proof of licence.',
  '批量渠道只说明激活方式，不等于已有许可；登记中没有在用的 {{family}} 商业许可。':
    'A volume channel says how it was activated, not that it is licensed; the register holds no commercial {{family}} licence in force.',
  '报告为预装（OEM）渠道，计算机还没有随机凭据；核对标签或购机凭据后可登记。':
    'The report names an OEM channel and the computer has no OEM evidence; it can be recorded once the sticker or invoice has been looked at.',
};
