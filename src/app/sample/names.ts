/** Invented people and departments of the sample unit; nobody real is meant. */

export type SampleDepartment = {
  code: string;
  name: string;
  functions: ('informatization' | 'office' | 'personnel' | 'finance' | 'asset')[];
  /** People, the first being the head. */
  people: number;
  posts: string[];
};

export const DEPARTMENTS: readonly SampleDepartment[] = [
  {
    code: '01',
    name: '办公室',
    functions: ['office'],
    people: 11,
    posts: ['主任', '秘书', '文员'],
  },
  { code: '02', name: '人事科', functions: ['personnel'], people: 8, posts: ['科长', '干事'] },
  {
    code: '03',
    name: '财务资产科',
    functions: ['finance', 'asset'],
    people: 10,
    posts: ['科长', '会计', '资产管理员'],
  },
  {
    code: '04',
    name: '信息中心',
    functions: ['informatization'],
    people: 7,
    posts: ['主任', '运维工程师'],
  },
  {
    code: '05',
    name: '规划业务科',
    functions: [],
    people: 24,
    posts: ['科长', '业务员', '制图员'],
  },
  { code: '06', name: '东城分局', functions: [], people: 38, posts: ['分局长', '科员'] },
  { code: '07', name: '西城分局', functions: [], people: 38, posts: ['分局长', '科员'] },
  { code: '08', name: '高新分局', functions: [], people: 37, posts: ['分局长', '科员'] },
  { code: '09', name: '临江分局', functions: [], people: 37, posts: ['分局长', '科员'] },
];

/** The five departments in the main building; the branch offices (分局) follow them. */
export const CENTRAL_PEOPLE = 60;

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕';
const GIVEN = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '建国',
  '丽华',
  '志强',
  '秀英',
  '海燕',
  '文博',
  '雨桐',
  '思远',
  '佳怡',
  '子涵',
  '晓东',
  '春梅',
  '国栋',
  '欣怡',
  '浩然',
  '一鸣',
  '梦琪',
  '俊杰',
  '晨曦',
  '诗涵',
  '天宇',
  '雅婷',
  '明辉',
  '玉兰',
  '振华',
  '喆',
  '堃',
];

/** A different name for each position. */
export function sampleName(position: number): string {
  const surname = [...SURNAMES][position % SURNAMES.length]!;
  return surname + GIVEN[(position * 7 + Math.floor(position / SURNAMES.length)) % GIVEN.length]!;
}

/** Small numbers that look random and are the same every time. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
