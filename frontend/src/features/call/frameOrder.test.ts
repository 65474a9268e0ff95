import { describe, expect, it } from 'vitest';
import { idle, reduce } from './callState';
import type { RunFrame } from './frame';
import { complete, processing, stateAfter, text } from './stateTesting';

describe('the order of frames', () => {
  it('shows a repeat, which changes nothing', () => {
    const once = stateAfter(processing(), text(2, 'a'), text(3, 'b'));
    expect(reduce(once, { type: 'frame', frame: text(2, 'a'), at: 1 })).toBe(once);
    expect(reduce(once, { type: 'frame', frame: text(3, 'b'), at: 1 })).toBe(once);
  });

  it('shows a gap, which leaves everything as it was: what is missing comes first', () => {
    const torn = stateAfter(processing(), text(2, 'a'));
    expect(reduce(torn, { type: 'frame', frame: text(4, 'c'), at: 1 })).toBe(torn);
    expect(reduce(torn, { type: 'frame', frame: text(6, 'def', 4), at: 1 })).toBe(torn);
    expect(reduce(torn, { type: 'frame', frame: complete(4), at: 1 })).toBe(torn);
  });

  it('shows words of which some are there already, which are not added a second time', () => {
    const once = stateAfter(processing(), text(2, 'a'), text(3, 'b'));
    expect(reduce(once, { type: 'frame', frame: text(4, 'bc', 3), at: 1 })).toBe(once);
  });

  it('holds for a plan that came together with what goes before it', () => {
    const drafted = stateAfter(processing(), text(2, 'a'));
    const finished: RunFrame = { type: 'status', runId: 'r', seq: 3, status: 'complete' };
    const ready = reduce(reduce(drafted, { type: 'frame', frame: finished, at: 1 }), {
      type: 'frame',
      frame: complete(4),
      at: 1,
    });
    expect(ready).toMatchObject({ phase: 'ready' });
    expect(reduce(drafted, { type: 'frame', frame: complete(4, 3), at: 1 })).toEqual(ready);
    expect(reduce(drafted, { type: 'frame', frame: complete(5, 4), at: 1 })).toBe(drafted);
    expect(reduce(drafted, { type: 'frame', frame: complete(4, 2), at: 1 })).toBe(drafted);
  });

  it('counts frames of unknown types', () => {
    expect(stateAfter(processing(), { type: 'other', runId: 'r', seq: 2 }, text(3, 'a'))).toMatchObject({
      run: { text: 'a' },
    });
    expect(
      stateAfter(processing(), { type: 'other', runId: 'r', seq: 3, from: 2 }, text(4, 'a')),
    ).toMatchObject({
      run: { text: 'a' },
    });
  });

  it('leaves out other runs', () => {
    const mine = stateAfter(processing(), text(2, 'a'));
    const foreign: RunFrame = { type: 'text', runId: 'other', seq: 3, content: 'x' };
    expect(reduce(mine, { type: 'frame', frame: foreign, at: 1 })).toBe(mine);
  });

  it('has nothing after the end', () => {
    for (const end of [complete(2), { type: 'stopped', runId: 'r', seq: 2 } as const]) {
      const over = stateAfter(processing(), end);
      expect(reduce(over, { type: 'frame', frame: text(3, 'late'), at: 1 })).toBe(over);
      expect(reduce(over, { type: 'disconnected' })).toBe(over);
      expect(reduce(over, { type: 'stopAsked' })).toBe(over);
      expect(reduce(over, { type: 'stoppedHere', at: 1 })).toBe(over);
    }
  });

  it('has nothing before a call', () => {
    expect(reduce(idle, { type: 'frame', frame: processing(), at: 1 })).toBe(idle);
  });
});
