/** Where on the card the server's complaints belong. */
import type { ProblemName, Problems } from '../edit/draft';
import { fieldLabel } from '../words';

const places: readonly (readonly [RegExp, ProblemName])[] = [
  [/^plan\.prediction_statement/, 'statement'],
  [/^plan\.verification_date/, 'due'],
  [/^plan\.verification_method\.source/, 'sources'],
  [/^plan\.verification_method\.criteria/, 'criteria'],
  [/^plan\.verification_method\.steps/, 'steps'],
  [/^plan\.assumptions/, 'assumed'],
  [/^confidence/, 'confidence'],
  [/^tags/, 'tags'],
];

const labels: Record<ProblemName, string> = { ...fieldLabel, confidence: 'The confidence', tags: 'Tags' };

/** The server's errors by the fields of the card, each as a sentence; what has no place there is left out. */
export function placeProblems(fields: Readonly<Record<string, string>>): Problems {
  const problems: Partial<Record<ProblemName, string>> = {};
  for (const [field, message] of Object.entries(fields)) {
    const name = places.find(([pattern]) => pattern.test(field))?.[1];
    if (name !== undefined) {
      problems[name] ??= asSentence(labels[name], message);
    }
  }
  return problems;
}

/** The server's messages go on where the field's name leaves off. */
function asSentence(label: string, message: string): string {
  const words = /^\p{Ll}/u.test(message) ? `${label}: ${message}` : message;
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
