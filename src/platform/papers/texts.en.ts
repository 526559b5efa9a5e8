/** English of the paper writers' refusals. */
export const texts: Record<string, string> = {
  '共 {{rows}} 行，Word 文件最多 {{most}} 行，请导出 Excel 或 PDF':
    '{{rows}} rows; a Word file takes {{most}} at most: export to Excel or PDF instead',
  '字库中没有这些字：{{characters}}。请改为导出 Word，或请管理员把含有这些字的字体放入数据目录的 fonts 文件夹':
    'The font lacks these characters: {{characters}}. Export to Word instead, or have a font with them put into the folder fonts of the data folder',
};
