import { type Json, type JsonObject, quoted, Refused } from './strictJson';

/** To the minute at least, with an offset: what the two verifiers read alike. */
const momentText =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(0\d|1[0-8]):([0-5]\d))$/;

const mostMinutesFromUtc = 18 * 60;

/** The moment in milliseconds since 1970, or undefined where it is none. */
export function momentOf(written: string): number | undefined {
  const parts = momentText.exec(written);
  if (parts === null) {
    return undefined;
  }
  const part = (index: number) => Number(parts[index] ?? 0);
  const offset = (part(9) * 60 + part(10)) * (parts[8] === '-' ? -1 : 1);
  // Date.UTC would take the years 0 to 99 for those of the last century.
  const moment = new Date(0);
  moment.setUTCFullYear(part(1), part(2) - 1, part(3));
  if (moment.getUTCDate() !== part(3) || Math.abs(offset) > mostMinutesFromUtc) {
    return undefined;
  }
  const milliseconds = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  return moment.setUTCHours(part(4), part(5) - offset, part(6), milliseconds);
}

/** The fields of one JSON object, read by name and type. */
export class Fields {
  readonly #object: JsonObject;
  readonly #path: string;

  /** The path is what stands before the names in messages, such as `plan.`; empty at the top. */
  constructor(object: JsonObject, path = '') {
    this.#object = object;
    this.#path = path;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#object, name);
  }

  only(known: readonly string[]): void {
    for (const name of Object.keys(this.#object)) {
      if (!known.includes(name)) {
        throw new Refused(`it has a field ${quoted(this.#path + name)}, which an entry of its type hasn't.`);
      }
    }
  }

  text(name: string): string {
    const value = this.#present(name);
    if (typeof value !== 'string') {
      throw this.wrong(name, "isn't text.");
    }
    return value;
  }

  wholeNumber(name: string): number {
    const value = this.#present(name);
    if (typeof value !== 'number') {
      throw this.wrong(name, "isn't a whole number.");
    }
    return value;
  }

  object(name: string): Fields {
    const value = this.#present(name);
    if (!isObject(value)) {
      throw this.wrong(name, "isn't an object.");
    }
    return new Fields(value, `${this.#path}${name}.`);
  }

  texts(name: string): string[] {
    const list = this.#present(name);
    if (!Array.isArray(list) || !list.every((one) => typeof one === 'string')) {
      throw this.wrong(name, "isn't a list of texts.");
    }
    return list;
  }

  /** In milliseconds since 1970. */
  moment(name: string): number {
    const moment = momentOf(this.text(name));
    if (moment === undefined) {
      throw this.wrong(name, "isn't a moment with its offset from UTC.");
    }
    return moment;
  }

  wrong(name: string, what: string): Refused {
    return new Refused(`its "${this.#path}${name}" ${what}`);
  }

  #present(name: string): Json {
    const value = this.#object[name];
    if (value === undefined) {
      throw this.wrong(name, 'is missing.');
    }
    return value;
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
