/**
 * A choice is declared once: value, Chinese label, colour, order. Select boxes, tags, filters and Excel columns
 * all read it from here.
 */
export type Tone = 'green' | 'amber' | 'red' | 'blue' | 'grey';
export type Choice = { label: string; tone?: Tone };
export type ChoiceSet = Record<string, Choice>;
export type ChoiceValue<S extends ChoiceSet> = Extract<keyof S, string>;

/** The values as a non-empty tuple, as `z.enum` wants them. */
export function choiceValues<S extends ChoiceSet>(set: S): [ChoiceValue<S>, ...ChoiceValue<S>[]] {
  return Object.keys(set) as [ChoiceValue<S>, ...ChoiceValue<S>[]];
}

/** The value whose Chinese label (or value) is `text`, for imports. */
export function choiceByLabel<S extends ChoiceSet>(
  set: S,
  text: string,
): ChoiceValue<S> | undefined {
  const wanted = text.trim();
  for (const [value, choice] of Object.entries(set)) {
    if (choice.label === wanted || value === wanted) return value as ChoiceValue<S>;
  }
  return undefined;
}
