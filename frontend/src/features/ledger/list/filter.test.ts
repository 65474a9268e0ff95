import { describe, expect, it } from 'vitest';
import { filterHref, queryOf, readFilter, searchable, showsAll, tagHref, withShown } from './filter';

const everything = { shown: 'all', tag: '', q: '', sort: 'newest' } as const;

describe('the ledger’s address', () => {
  it('with nothing said shows everything, newest first', () => {
    expect(readFilter('')).toEqual(everything);
    expect(filterHref(everything)).toBe('/ledger');
    expect(showsAll(readFilter('sort=due'))).toBe(true);
  });

  it.each([
    'state=ready',
    'state=judged&tag=crypto&q=bitcoin+close',
    'tag=caf%C3%A9+%26+bar',
    'q=50%25+%2B+more%3F',
    'state=open&sort=newest',
    'sort=due',
  ])('“%s” is read and written back the same', (search) => {
    expect(filterHref(readFilter(search))).toBe(`/ledger?${search}`);
  });

  it('sorts by what is usual for the state: what is undecided by when it is due', () => {
    expect(readFilter('state=open').sort).toBe('due');
    expect(readFilter('state=ready').sort).toBe('due');
    expect(readFilter('state=judged').sort).toBe('newest');
    expect(filterHref(readFilter('state=open&sort=due'))).toBe('/ledger?state=open');
    expect(withShown(readFilter('state=open&tag=x'), 'judged')).toEqual({
      ...{ shown: 'judged', tag: 'x', q: '', sort: 'newest' },
    });
  });

  it.each([
    'state=nonsense&sort=sideways&page=7',
    'state=&sort=&tag=&q=',
    `tag=${'x'.repeat(41)}`,
    'tag=a,b',
    'q=%20%20',
    'tag=%00',
    'q=%E0%A4%A',
  ])('that says what nobody knows (“%s”) shows something sensible', (search) => {
    const { shown, tag, sort } = readFilter(search);
    expect([shown, tag, sort]).toEqual(['all', '', 'newest']);
  });

  it('finds a tag as the ledger stores it', () => {
    expect(readFilter('tag=%20Crypto').tag).toBe('crypto');
    expect(tagHref('r&d')).toBe('/ledger?tag=r%26d');
  });

  it('asks the server for what isn’t left open only', () => {
    expect(queryOf(everything)).toEqual({ sort: 'newest' });
    expect(queryOf(readFilter('state=ready&tag=x&q=y'))).toEqual({
      ...{ state: 'ready', tag: 'x', q: 'y', sort: 'due' },
    });
  });
});

describe('a search', () => {
  it('is cut to the words that the server takes', () => {
    expect(searchable('  a  b\tc\nd e f g h i j ')).toBe('a b c d e f g h');
    expect([...searchable('🦀'.repeat(300))]).toHaveLength(200);
    expect(searchable('half \uD83D emoji')).toBe('half emoji');
  });
});
