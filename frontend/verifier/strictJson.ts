/** A JSON value; its objects have no prototype, so that no name in a file means anything else. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

/** Why an entry, or a value in it, is refused; the message goes on after a colon. */
export class Refused extends Error {}

/** The text isn't JSON, or ends before its JSON does. */
export class NotJson extends Error {
  readonly early: boolean;

  constructor(early: boolean) {
    super(early ? 'It ends too early' : "It isn't JSON");
    this.early = early;
  }
}

const deepest = 16;
const largest = 1_000_000;
const longestQuote = 40;

const blank = /[ \t\n\r]*/y;
/** Without control characters, the quote and the backslash. */
const plainText = /[ !#-[\]-\uffff]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const wholeNumber = /^(?:0|-?[1-9][0-9]{0,15})$/;
const hexadecimal = /^[0-9a-fA-F]*$/;
const escapes: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const words: [string, Json][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** What someone else wrote, made harmless and short. */
export function quoted(untrusted: string): string {
  const start = untrusted.slice(0, longestQuote).replace(/[^ -~]/g, '?');
  return `"${start}${untrusted.length > longestQuote ? '…' : ''}"`;
}

export function newObject(): JsonObject {
  return Object.create(null) as JsonObject;
}

export function tooLarge(): Refused {
  return new Refused('it is larger than an entry can be.');
}

/**
 * Reads JSON and refuses what two readers could take for different things (RFC 8785 asks for I-JSON, RFC 7493): a field
 * that stands twice, half a surrogate pair, a number that isn't written as a whole one of at most 53 bits.
 *
 * `JSON.parse` won't do: of two fields with one name it keeps the last and says nothing, and it rounds numbers. It can't
 * stop for a breath in a long list, either.
 */
export class StrictJson {
  readonly #text: string;
  #at = 0;
  #left = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** How many characters have been read. */
  get at(): number {
    return this.#at;
  }

  /** Passes over white space and says which character comes next; undefined at the end. */
  next(): string | undefined {
    this.#match(blank);
    return this.#text[this.#at];
  }

  /** Passes over this character if it comes next. */
  accept(character: string): boolean {
    if (this.next() !== character) {
      return false;
    }
    this.#at++;
    return true;
  }

  expect(character: string): void {
    if (!this.accept(character)) {
      throw this.#trouble();
    }
  }

  /** A field's name and its colon. */
  name(): string {
    if (this.next() !== '"') {
      throw this.#trouble();
    }
    const name = wellFormed(this.#string());
    this.expect(':');
    return name;
  }

  /** One whole value, with that many objects and lists around it. */
  value(depth: number): Json {
    this.#left = largest;
    return this.#value(depth);
  }

  #value(depth: number): Json {
    this.#spend(1);
    const first = this.next();
    if (first === '{') {
      return this.#object(deeper(depth));
    }
    if (first === '[') {
      return this.#list(deeper(depth));
    }
    if (first === '"') {
      return wellFormed(this.#spent(this.#string()));
    }
    for (const [word, value] of words) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    const written = this.#match(number);
    if (written === '') {
      throw this.#trouble();
    }
    const value = Number(this.#spent(written));
    if (!wholeNumber.test(written) || !Number.isSafeInteger(value)) {
      throw new Refused("it has a number that isn't a plain whole one of at most 53 bits.");
    }
    return value;
  }

  #object(depth: number): JsonObject {
    const object = newObject();
    this.expect('{');
    if (this.accept('}')) {
      return object;
    }
    do {
      const name = this.#spent(this.name());
      if (Object.hasOwn(object, name)) {
        throw new Refused(`it has the field ${quoted(name)} twice.`);
      }
      object[name] = this.#value(depth);
    } while (this.accept(','));
    this.expect('}');
    return object;
  }

  #list(depth: number): Json[] {
    const list: Json[] = [];
    this.expect('[');
    if (this.accept(']')) {
      return list;
    }
    do {
      list.push(this.#value(depth));
    } while (this.accept(','));
    this.expect(']');
    return list;
  }

  #string(): string {
    this.#at++;
    let string = '';
    for (;;) {
      string += this.#match(plainText);
      const end = this.#text[this.#at];
      if (end === '"') {
        this.#at++;
        return string;
      }
      if (end !== '\\') {
        throw this.#trouble();
      }
      this.#at++;
      string += this.#escape();
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at];
    if (letter === 'u') {
      const digits = this.#text.slice(this.#at + 1, this.#at + 5);
      if (!hexadecimal.test(digits)) {
        throw new NotJson(false);
      }
      if (digits.length < 4) {
        throw new NotJson(true);
      }
      this.#at += 5;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const escaped = letter === undefined ? undefined : escapes[letter];
    if (escaped === undefined) {
      throw this.#trouble();
    }
    this.#at++;
    return escaped;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #trouble(): NotJson {
    return new NotJson(this.#at >= this.#text.length);
  }

  #spent(text: string): string {
    this.#spend(text.length);
    return text;
  }

  #spend(characters: number): void {
    this.#left -= characters;
    if (this.#left < 0) {
      throw tooLarge();
    }
  }
}

function deeper(depth: number): number {
  if (depth === deepest) {
    throw new Refused(`it is nested deeper than ${deepest} levels.`);
  }
  return depth + 1;
}

const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function wellFormed(text: string): string {
  if (halfCharacter.test(text)) {
    throw new Refused('it has half a character (a lone surrogate) in its text.');
  }
  return text;
}
