/** The checker's complaints in the user's language: what does not hold, and where. */

export type Complaint = {
  /** The component it is about; null = the allocation as a whole. */
  componentId: string | null;
  sentence: string;
  params: Record<string, string>;
};

const SENTENCES: [RegExp, string][] = [
  [/^more than there is: (?<what>.*)$/, '用的许可多于数量：编号标识 {{what}}'],
  [/^fixed, not given: (?<what>.*)$/, '人工指定的许可合法但没有给出：{{what}}'],
  [/^left out: (?<what>.*)$/, '有许可可以覆盖的安装没有参加分配：{{what}}'],
  [/^stands twice$/, '同一部分出现了两次'],
  [/^twice: (?<what>.*)$/, '同一处安装属于两个部分：{{what}}'],
  [/^an install that is none$/, '含有事实中没有的安装'],
  [/^nothing covers (?<what>.*)$/, '含有任何许可都不能覆盖的安装：{{what}}'],
  [/^a seat reaches beyond it$/, '有许可同时能覆盖部分以外的安装'],
  [/^a seat that is none, or given twice: (?<what>.*)$/, '许可不合法，或给了两次：{{what}}'],
  [/^covers what it does not: (?<what>.*)$/, '所写的许可不能覆盖这处安装：{{what}}'],
  [/^names other lots$/, '所列编号与实际用到的不一致'],
  [/^(?<what>\w+) passes its own bound$/, '证明不成立：数值越过了自己的上界（{{what}}）'],
];

export function complaintOf(text: string): Complaint {
  for (const [pattern, sentence] of SENTENCES.slice(0, 3)) {
    const found = pattern.exec(text);
    if (found) return { componentId: null, sentence, params: { ...found.groups } };
  }
  const [, componentId, rest] = /^([\w-]+): (.*)$/s.exec(text) ?? [undefined, null, text];
  for (const [pattern, sentence] of SENTENCES.slice(3)) {
    const found = pattern.exec(rest!);
    if (found) return { componentId: componentId!, sentence, params: { ...found.groups } };
  }
  return {
    componentId: componentId!,
    sentence: '证明的写法有误：{{what}}',
    params: { what: rest! },
  };
}
