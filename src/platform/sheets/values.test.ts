import { describe, expect, it } from 'vitest';
import { asChoice, asDate, asDateOrForever, asFen, asInteger, asText, asTick } from './index.ts';
import { cellText, fieldCell, readDate } from './rules.values.ts';

const valueIn = (parsed: object) => ('value' in parsed ? parsed.value : 'issue');

describe('dates', () => {
  it.each([
    [new Date(Date.UTC(2024, 4, 1)), '2024-05-01'],
    ['2024年5月1日', '2024-05-01'],
    ['2024 年 5 月 1 日', '2024-05-01'],
    ['2024.5.1', '2024-05-01'],
    ['2024/05/01 00:00:00', '2024-05-01'],
    ['２０２４－５－１', '2024-05-01'],
    ['20240501', '2024-05-01'],
    [20240501, '2024-05-01'],
    [45413, '2024-05-01'],
    ['45413', '2024-05-01'],
    [45413.75, '2024-05-01'],
    ['6/23/2015', '2015-06-23'],
    ['23/6/2015', '2015-06-23'],
    ['5/5/2015', '2015-05-05'],
    ['11/09/2015', undefined],
    ['2024-02-30', undefined],
    ['2024年5月', undefined],
    [19_999, undefined],
    [new Date(Number.NaN), undefined],
    [new Date(Date.UTC(1899, 11, 30)), undefined],
    [new Date(Date.UTC(1899, 11, 30, 8, 30)), undefined],
    [true, undefined],
    ['长期', undefined],
  ])('%s is %s', (cell, date) => expect(readDate(cell)).toBe(date));

  it('takes 长期 and 永久 where a term is asked for', () => {
    expect(valueIn(asDateOrForever()('永久'))).toBe('forever');
    expect(valueIn(asDateOrForever()('2026.12.31'))).toBe('2026-12-31');
    expect(asDate()('永久')).toEqual({
      issue: '“{{text}}”不是日期。请写成 2024-05-01 的样子',
      params: { text: '永久' },
    });
  });
});

describe('cells', () => {
  it('takes "--" and blanks for nothing', () => {
    for (const cell of [null, undefined, '', ' ', '--', '——', '-', '\u00a0'])
      expect(fieldCell(cell)).toBeUndefined();
    expect(fieldCell('-1')).toBe('-1');
    expect(fieldCell(0)).toBe(0);
  });

  it('shows what a person would read', () => {
    expect(cellText(20150604)).toBe('20150604');
    expect(cellText(13_800_138_000)).toBe('13800138000');
    expect(cellText(0.1 + 0.2)).toBe('0.3');
    expect(cellText('\u0007 张三\u3000')).toBe('张三');
    expect(cellText(new Date(Date.UTC(2024, 4, 1)))).toBe('2024-05-01');
    expect(cellText(true)).toBe('是');
  });

  it('reads numbers, amounts, ticks and choices', () => {
    expect(valueIn(asInteger()('1,200'))).toBe(1200);
    expect(valueIn(asInteger()('12.0'))).toBe(12);
    expect(valueIn(asInteger()(1.5))).toBe('issue');
    expect(valueIn(asInteger({ min: 1 })(0))).toBe('issue');
    expect(valueIn(asFen()('￥1,234.5元'))).toBe(123_450);
    expect(valueIn(asFen()('面议'))).toBe('issue');
    expect(valueIn(asFen()('-3'))).toBe('issue');
    expect(valueIn(asTick()('√'))).toBe(true);
    expect(valueIn(asTick()('否'))).toBe(false);
    expect(valueIn(asTick()('可能'))).toBe('issue');
    const TYPES = { desktop: { label: '台式机' }, laptop: { label: '便携机' } };
    expect(valueIn(asChoice(TYPES)('台式机'))).toBe('desktop');
    expect(valueIn(asChoice(TYPES, { 笔记本: 'laptop' })('笔记本'))).toBe('laptop');
    expect(asChoice(TYPES)('平板')).toMatchObject({ params: { labels: '台式机、便携机' } });
    expect(valueIn(asText({ max: 2 })('𠙶䶮'))).toBe('𠙶䶮');
    expect(valueIn(asText({ max: 2 })('三个字'))).toBe('issue');
  });

  it('refuses a long number whose end the spreadsheet has lost, and no other', () => {
    for (const cell of [123_456_789_012_345_680, 1.2e17, '1.23457E+17', '7E+15']) {
      expect(asText()(cell), String(cell)).toMatchObject({
        issue: expect.stringContaining('15 位'),
      });
    }
    for (const cell of ['123456789012345678', 123_456_789_012_345, 'E+17', '1.5E+17 型', '2E10']) {
      expect(valueIn(asText()(cell)), String(cell)).toBe(String(cell));
    }
  });
});
