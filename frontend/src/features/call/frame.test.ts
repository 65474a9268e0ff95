import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makecallMessage, pingMessage, readMessage, resumeMessage, stopMessage } from './frame';

const wire = resolve(import.meta.dirname, '../../../../src/test/resources/wire');
const golden = (name: string) => readFileSync(resolve(wire, name), 'utf8').trim();
const goldens = readdirSync(wire).filter((name) => name.startsWith('server-'));
const runId = '5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10';

describe('the golden messages', () => {
  it('are there', () => {
    expect(goldens.length).toBeGreaterThan(10);
  });

  it.each(goldens)('%s is read in full', (name) => {
    const reading = readMessage(golden(name));
    const json = JSON.parse(golden(name));
    switch (reading.kind) {
      case 'frame':
        expect(reading.frame).toEqual(json);
        break;
      case 'refusal':
        expect({ type: 'error', ...reading.refusal }).toEqual(json);
        break;
      default:
        expect(reading).toEqual({ kind: json.type });
        expect(json.type).toBe('pong');
    }
  });

  it('are what the page sends', () => {
    expect(makecallMessage({ prompt: 'Bitcoin will reach $100,000 by the end of 2027' })).toBe(
      golden('client-makecall.json'),
    );
    expect(
      makecallMessage({
        prompt: 'It rains in Paris tomorrow',
        timezone: 'Europe/Paris',
        requestId: '0d8f1d52-3b57-4c7e-9a53-6d1c6b0d3a77',
      }),
    ).toBe(golden('client-makecall-full.json'));
    expect(stopMessage(runId)).toBe(golden('client-stop.json'));
    expect(resumeMessage(runId, 41)).toBe(golden('client-resume.json'));
    expect(pingMessage()).toBe(golden('client-ping.json'));
  });
});

describe('a message from the server', () => {
  const read = (message: unknown) => readMessage(JSON.stringify(message));

  it('may carry fields this page doesn’t know', () => {
    expect(read({ type: 'stopped', runId, seq: 3, mood: 'sunny' })).toEqual({
      kind: 'frame',
      frame: { type: 'stopped', runId, seq: 3 },
    });
  });

  it('of an unknown type still counts in its run', () => {
    expect(read({ type: 'score', runId, seq: 7, value: 0.4 })).toEqual({
      kind: 'frame',
      frame: { type: 'other', runId, seq: 7 },
    });
  });

  it('of an unknown status still counts in its run', () => {
    expect(read({ type: 'status', runId, seq: 2, status: 'musing', message: 'Hm' })).toEqual({
      kind: 'frame',
      frame: { type: 'other', runId, seq: 2 },
    });
  });

  it('that announces a further try says which and when, or is broken', () => {
    const message = JSON.parse(golden('server-status-retrying.json'));
    expect(read({ ...message, retryInMs: undefined })).toEqual({ kind: 'broken', runId });
    expect(read({ ...message, attempt: 1 })).toEqual({ kind: 'broken', runId });
  });

  it('without assumptions has none', () => {
    const message = JSON.parse(golden('server-complete.json'));
    delete message.content.assumptions;
    expect(read(message)).toMatchObject({ frame: { content: { assumptions: [] } } });
  });

  it('with a plan that lacks a field is a broken frame of its run', () => {
    const message = JSON.parse(golden('server-complete.json'));
    delete message.content.verification_method.steps;
    expect(read(message)).toEqual({ kind: 'broken', runId });
  });

  it('without a number in its run is broken', () => {
    expect(read({ type: 'text', runId, content: 'x' })).toEqual({ kind: 'broken', runId });
    expect(read({ type: 'error', runId, message: 'x', code: 'internal' })).toEqual({ kind: 'broken', runId });
  });

  it.each([
    'not json',
    '',
    'null',
    '[]',
    '"text"',
    '{}',
    '{"type":7}',
    '{"type":"error"}',
    '{"type":"text","content":"x"}',
  ])('that says nothing is noise: %s', (raw) => {
    expect(readMessage(raw)).toEqual({ kind: 'noise' });
  });

  it('that is binary is noise', () => {
    expect(readMessage(new ArrayBuffer(4))).toEqual({ kind: 'noise' });
  });
});
