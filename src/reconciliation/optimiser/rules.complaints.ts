/** What the checker of purchase plans complains of, in the user's language. */
import {
  malformed,
  type Said,
  type Sentences,
  sentenceOf,
} from '../allocation/rules.complaints.ts';

const SENTENCES: Sentences = [
  [/^not so: (?<what>.*)$/, '没有这个供货方式，或数量不对：{{what}}'],
  [/^not lawful: (?<what>.*)$/, '所写的许可不能满足这项需要：{{what}}'],
  [/^needless: (?<what>.*)$/, '给了不需要的许可：{{what}}'],
  [/^bought twice$/, '同一供货方式写了两次'],
  [/^too low: (?<what>.*)$/, '不够用，或超出预算、上限或国产要求：{{what}}'],
  [/^several needs of places alike$/, '成批的需要与别的需要混在一起'],
  [/^an unknown need$/, '含有事实中没有的需要'],
  [/^in two parts: (?<what>.*)$/, '同一项属于两个部分：{{what}}'],
  [/^not everything is met: (?<what>.*)$/, '这一部分没有全部满足：{{what}}'],
  [
    /^better than (?<bound>.*) is not ruled out: (?<what>.*)$/,
    '证明不成立：不能排除比 {{bound}} 更好的方案（{{what}}）',
  ],
  [/^in no part: (?<what>.*)$/, '有可以满足的需要没有列入：{{what}}'],
  [/^for nothing: (?<what>.*)$/, '买了与任何需要无关的许可：{{what}}'],
];

export const planComplaintOf = (text: string): Said =>
  sentenceOf(SENTENCES, text) ?? malformed(text);
