import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = dirname(fileURLToPath(import.meta.url));

/** What a test puts together is the whole page, so it may reach for anything. */
const ofATest = /\.test\.tsx?$|(^|\/)([a-z]+T|t)esting\.tsx?$/;

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !ofATest.test(path));

/** The room of a source: `app`, `shared`, or a feature such as `features/call`. */
const roomOf = (path: string) =>
  path
    .split('/')
    .slice(0, path.startsWith('features/') ? 2 : 1)
    .join('/');

/** Every import of one source by another, static, dynamic or of styles, from room to room. */
const ways = sources.flatMap((path) =>
  importsOf(readFileSync(join(root, path), 'utf8')).map((to) => {
    const target = relative(root, resolve(root, dirname(path), to)).replaceAll('\\', '/');
    return { path, from: roomOf(path), to: roomOf(target) };
  }),
);

function importsOf(source: string): string[] {
  const lines = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.[^'"]*)\1/g;
  return [...source.matchAll(lines)].map((match) => match[2] ?? '');
}

const leaving = (room: RegExp) => ways.filter(({ from, to }) => room.test(from) && from !== to);

describe('the rooms of the page', () => {
  it('are read in full, whichever way something is imported', () => {
    const source = `import a from './a';\nimport {\n  b,\n} from "../b";\nimport './c.css';\nlazy(() => import('./d'));`;
    expect(importsOf(source)).toEqual(['./a', '../b', './c.css', './d']);
    expect(new Set(ways.map(({ from }) => from))).toEqual(
      new Set(['app', 'features/call', 'features/ledger', 'features/person', 'shared']),
    );
  });

  it('that are features know what is shared, and nothing of each other or of the app', () => {
    expect(leaving(/^features\//).filter(({ to }) => to !== 'shared')).toEqual([]);
  });

  it('of which one is shared knows none of the others', () => {
    expect(leaving(/^shared$/)).toEqual([]);
  });
});
