/** The checker's complaints in the user's language: what does not hold, and where. */

/** A sentence of the dictionary with what it is about. */
export type Said = { sentence: string; params: Record<string, string> };
export type Complaint = Said & {
  /** The component it is about; null = the allocation as a whole. */
  componentId: string | null;
};
export type Sentences = readonly (readonly [RegExp, string])[];

const OF_ALL: Sentences = [
  [/^more than there is: (?<what>.*)$/, '用的许可多于数量：编号标识 {{what}}'],
  [/^not given: (?<what>.*)$/, '人工指定的许可合法但没有给出：{{what}}'],
  [/^lost: (?<what>.*)$/, '有许可可以覆盖的安装没有参加分配：{{what}}'],
];
const OF_ONE: Sentences = [
  [/^stands twice$/, '同一部分出现了两次'],
  [/^none, or twice: (?<what>.*)$/, '许可不合法，或给了两次：{{what}}'],
  [/^(?<what>.*) twice$/, '同一处安装属于两个部分：{{what}}'],
  [/^nothing covers (?<what>.*)$/, '含有任何许可都不能覆盖的安装：{{what}}'],
  [/^reaches beyond$/, '有许可同时能覆盖部分以外的安装'],
  [/^no cover: (?<what>.*)$/, '所写的许可不能覆盖这处安装：{{what}}'],
  [/^settled, and not covered$/, '人工指定或不限数量的许可已覆盖的安装没有写上'],
  [/^names other lots$/, '所列编号与实际用到的不一致'],
  [/^not worth so much$/, '所写的许可价值与证明不一致'],
  [/^(?<what>\w+) passes its own bound$/, '证明不成立：数值越过了自己的上界（{{what}}）'],
];

export function sentenceOf(sentences: Sentences, text: string): Said | undefined {
  for (const [pattern, sentence] of sentences) {
    const found = pattern.exec(text);
    if (found) return { sentence, params: { ...found.groups } };
  }
  return undefined;
}

export const malformed = (what: string): Said => ({
  sentence: '证明的写法有误：{{what}}',
  params: { what },
});

export function complaintOf(text: string): Complaint {
  const whole = sentenceOf(OF_ALL, text);
  if (whole) return { componentId: null, ...whole };
  const [, componentId = null, rest = text] = /^([\w-]+): (.*)$/s.exec(text) ?? [];
  return { componentId, ...(sentenceOf(OF_ONE, rest) ?? malformed(rest)) };
}
