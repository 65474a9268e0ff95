/** What the embedded planner calls itself in `complete.model`. */
const rules = 'rules (not a language model)';

/** Who wrote the plan, in a sentence. */
export function authorship(model: string): string {
  return model === rules
    ? 'Drafted by CalledIt’s built-in rules, not a language model'
    : `Drafted by ${model}`;
}
