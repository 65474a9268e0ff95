/** Where on the card the server's complaints belong. */
import type { ProblemName, Problems } from '../edit/draft';

/** Each of the server's fields: where it is on the card, and the words that the server's messages go on from. */
const places: readonly (readonly [RegExp, ProblemName, string])[] = [
  [/^plan\.prediction_statement/, 'statement', 'The statement'],
  [/^plan\.verification_date/, 'due', 'The date'],
  [/^plan\.verification_method\.source/, 'sources', 'The list of sources'],
  [/^plan\.verification_method\.criteria/, 'criteria', 'The list of criteria'],
  [/^plan\.verification_method\.steps/, 'steps', 'The list of steps'],
  [/^plan\.assumptions/, 'assumed', 'The list of assumptions'],
  [/^confidence/, 'confidence', 'The confidence'],
  [/^tags\[/, 'tags', 'A tag'],
  [/^tags/, 'tags', 'The list of tags'],
];

/** The server's errors by the fields of the card, each as a sentence; what has no place there is left out. */
export function placeProblems(fields: Readonly<Record<string, string>>): Problems {
  const problems: Partial<Record<ProblemName, string>> = {};
  for (const [field, message] of Object.entries(fields)) {
    const place = places.find(([pattern]) => pattern.test(field));
    if (place !== undefined) {
      const [, name, subject] = place;
      problems[name] ??= asSentence(subject, message);
    }
  }
  return problems;
}

function asSentence(subject: string, message: string): string {
  const words = /^\p{Ll}/u.test(message) ? `${subject} ${message}` : message;
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
