import { describe, expect, it } from 'vitest';
import { employedOn, initialsOf } from './rules.ts';

describe('head-count of a day (D1)', () => {
  it.each([
    ['always there', null, null, '2026-05-01', true],
    ['on the day of joining', '2026-05-01', null, '2026-05-01', true],
    ['a day before joining', '2026-05-01', null, '2026-04-30', false],
    ['a day before leaving', null, '2026-05-01', '2026-04-30', true],
    ['on the day of leaving', null, '2026-05-01', '2026-05-01', false],
  ])('%s', (_, joinedOn, leftOn, date, expected) => {
    expect(employedOn({ joinedOn, leftOn }, date)).toBe(expected);
  });
});

describe('pinyin initials', () => {
  it.each([
    ['张伟', 'zw'],
    ['李娜', 'ln'],
    ['王芳', 'wf'],
    ['欧阳娜娜', 'oynn'],
    ['赵敏', 'zm'],
    ['单雄信', 'sxx'],
    ['简单', 'jd'],
    ['曾国藩', 'zgf'],
    ['阿依古丽·买买提', 'ayglmmt'],
    ['艾力', 'al'],
    ['冯宇', 'fy'],
    ['郭靖', 'gj'],
    ['何秋', 'hq'],
    ['康熙', 'kx'],
    ['马腾', 'mt'],
    ['宁浩', 'nh'],
    ['潘石屹', 'psy'],
    ['钱学森', 'qxs'],
    ['任正非', 'rzf'],
    ['孙俪', 'sl'],
    ['田壮', 'tz'],
    ['徐峥', 'xz'],
    ['杨幂', 'ym'],
    ['蔡依林', 'cyl'],
    ['邓超', 'dc'],
    ['鄂兰', 'el'],
    ['白岩松', 'bys'],
    ['Anna Li', 'al'],
    ['', ''],
  ])('%s → %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
