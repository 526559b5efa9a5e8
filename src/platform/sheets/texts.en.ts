/** English of the sheets' sentences; spread into the platform's dictionary. */
export const sheetTexts: Record<string, string> = {
  新增: 'New',
  更新: 'Update',
  无变化: 'Unchanged',
  不能导入: 'Cannot be imported',
  '文件 {{fileName}} 是空的': 'File {{fileName}} is empty',
  '文件 {{fileName}} 超过 {{limit}} MB。请拆成几个文件后分别导入':
    'File {{fileName}} is larger than {{limit}} MB. Split it and import the parts one by one',
  '{{fileName}} 是 WPS 专用格式。请在 WPS 表格中选择“另存为”，类型选 .xlsx 后再导入':
    "{{fileName}} is in WPS's own format. In WPS choose Save as, type .xlsx, and import that",
  '{{fileName}} 不是 Excel 工作簿（.xlsx）。请用 Excel 或 WPS 打开后另存为 .xlsx':
    '{{fileName}} is not an Excel workbook (.xlsx). Open it in Excel or WPS and save it as .xlsx',
  '{{fileName}} 设有打开密码。请在 Excel 或 WPS 中取消密码并保存后再导入':
    '{{fileName}} needs a password. Remove it in Excel or WPS, save, and import again',
  '{{fileName}} 其实是网页或 XML，只是改了扩展名。请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入':
    '{{fileName}} is really a web page or XML with another ending. Open it in Excel or WPS, save it as .xlsx and import that',
  '{{fileName}} 不是可以导入的文件。可以导入 .xlsx、.xls 和 .csv':
    '{{fileName}} cannot be imported. Accepted are .xlsx, .xls and .csv',
  '{{fileName}} 已损坏，无法解压。请重新保存后再试':
    '{{fileName}} is damaged and cannot be unpacked. Save it again and retry',
  '{{fileName}} 解压后过大或条目过多，已拒绝。请确认它是正常保存的文件':
    '{{fileName}} unpacks to too much and was refused. Check that it was saved normally',
  '工作表 {{sheet}} 有 {{rows}} 行，超过一次导入的上限 {{limit}} 行。请拆成几个文件后分别导入':
    'Sheet {{sheet}} has {{rows}} rows, more than {{limit}} at a time. Split it and import the parts one by one',
  '{{fileName}} 的文字编码无法识别。请另存为 UTF-8 的 .csv，或 .xlsx 后再导入':
    'The encoding of {{fileName}} is unknown. Save it as UTF-8 .csv or as .xlsx and import that',
  '{{fileName}} 无法读取，可能已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入':
    '{{fileName}} cannot be read and may be damaged. Open it in Excel or WPS, save it as .xlsx and import that',
  '{{fileName}} 第 {{row}} 行有一个英文双引号没有成对，其后的各行无法分开。请改正或另存为 .xlsx 后再导入':
    'Row {{row}} of {{fileName}} has a quotation mark without its pair, so the rows after it cannot be told apart. Correct it, or save as .xlsx, and import again',
  '工作表 {{sheet}} 超过 Excel 的上限 {{limit}} 列。请删去多余的列后再导入':
    "Sheet {{sheet}} has more than Excel's {{limit}} columns. Remove those not needed and import again",
  '表头不同的工作表没有读取：{{sheets}}。请在“工作表”中选择后另行导入':
    'Sheets with another header were not read: {{sheets}}. Choose each under Sheet and import it by itself',
  '隐藏的工作表没有读取：{{sheets}}。如需导入，请先在 Excel 或 WPS 中取消隐藏':
    'Hidden sheets were not read: {{sheets}}. To import them, unhide them in Excel or WPS first',
  '“{{text}}”是表格存成数字的长编号，15 位以后的数字已丢失。请把该列设为文本格式，填写原编号后再导入':
    '"{{text}}" is a long number a spreadsheet stored as a figure, without its digits after the 15th. Format the column as text, fill in the number as it was, and import again',
  '{{fileName}} 读取超时。请删去多余的工作表和格式，或拆成几个文件':
    'Reading {{fileName}} took too long. Remove sheets and formats that are not needed, or split it',
  '没有找到必填列“{{title}}”。请为它选择一列，或换一张工作表':
    'The required column "{{title}}" was not found. Choose a column for it, or another sheet',
  '跳过 {{n}} 行合计、说明或重复的表头': 'Left out {{n}} rows of totals, notes or repeated headers',
  '文件中没有工作表“{{sheet}}”。文件中有：{{sheets}}':
    'The file has no sheet "{{sheet}}". It has: {{sheets}}',
  '{{fileName}} 中没有找到表格。需要一行表头，列名例如：{{titles}}':
    'No table was found in {{fileName}}. It needs a header row with titles such as: {{titles}}',
  '“{{title}}”不能为空': '"{{title}}" must not be empty',
  '“{{title}}”是公式错误 {{text}}。请在表中改正后重新导入':
    '"{{title}}" is the formula error {{text}}. Correct it in the sheet and import again',
  '“{{title}}”与工作表“{{sheet}}”第 {{row}} 行重复':
    '"{{title}}" repeats row {{row}} of the sheet "{{sheet}}"',
  '读取了表头相同的 {{n}} 张工作表：{{sheets}}':
    'Read {{n}} sheets with the same header: {{sheets}}',
  导入结论: 'Verdicts',
  '{{fileName}} 含有宏。请在 Excel 或 WPS 中另存为不含宏的 .xlsx 后再导入':
    '{{fileName}} contains macros. Save it as .xlsx without macros in Excel or WPS and import that',
  '“{{title}}”与第 {{row}} 行重复': '"{{title}}" repeats row {{row}}',
  '内容超过 {{max}} 个字，请缩短': 'Longer than {{max}} characters; shorten it',
  '“{{text}}”应为 {{min}} 到 {{max}} 的整数':
    '"{{text}}" must be a whole number from {{min}} to {{max}}',
  '“{{text}}”不是金额。请填写以元为单位的数字，最多两位小数':
    '"{{text}}" is no amount. Give a number in yuan with at most two decimals',
  '“{{text}}”应为 ✓ 或空': '"{{text}}" must be ✓ or empty',
  '“{{text}}”应为：{{labels}}': '"{{text}}" must be one of: {{labels}}',
  '“{{text}}”不是日期。请写成 2024-05-01 的样子': '"{{text}}" is no date. Write it like 2024-05-01',
  '请以 multipart/form-data 上传文件': 'Send the file as multipart/form-data',
  '一次最多上传 {{n}} 个文件。可以打成一个 zip 再上传':
    'At most {{n}} files at a time. Pack them into one zip and send that',
  '一次上传的文件合计超过 {{limit}} MB。请分几次上传':
    'The files together are larger than {{limit}} MB. Send them in several uploads',
  '没有收到文件，请选择要导入的文件': 'No file arrived; choose the file to import',
  '导入选项不是有效的 JSON': 'The import options are not valid JSON',
  '导入选项有误：{{path}}': 'Import options are wrong: {{path}}',
};
