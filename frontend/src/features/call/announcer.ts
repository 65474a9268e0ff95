/** Decides what a screen reader is told, and when: states at once, finished fields at most one every two seconds. */

export interface Announcer {
  /** Said at once; fields that still wait to be said are dropped, as the new state covers them. */
  state(words: string): void;
  /** Said when its turn comes; those that finish meanwhile are said together. */
  field(name: string): void;
  close(): void;
}

export function createAnnouncer(say: (words: string) => void, everyMs = 2000): Announcer {
  let waiting: string[] = [];
  let pause: ReturnType<typeof setTimeout> | undefined;

  function sayFields() {
    pause = undefined;
    if (waiting.length > 0) {
      say(`${list(waiting)} done`);
      waiting = [];
      rest();
    }
  }

  function rest() {
    clearTimeout(pause);
    pause = setTimeout(sayFields, everyMs);
  }

  return {
    state(words) {
      waiting = [];
      say(words);
      rest();
    },
    field(name) {
      waiting.push(name);
      if (pause === undefined) {
        sayFields();
      }
    },
    close() {
      clearTimeout(pause);
    },
  };
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
