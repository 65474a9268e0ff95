import { useEffect, useRef } from 'react';
import type { FieldName, PlanSheet } from '../../shared/plan/planSheet';
import { fieldLabel } from '../../shared/plan/words';
import type { SocketState } from '../../shared/socket';
import { type Announcer, createAnnouncer } from './announcer';
import { type CallState, type Drafted, isBusy } from './callState';
import { hasEdits } from './edit/draft';
import { createLineNews, type LineNews } from './lineNews';

/** Tells the page's one polite status region how a draft goes. Not of a failure: the card's alert says it. */
export function useAnnouncements(
  state: CallState,
  sheet: PlanSheet,
  { line, trouble }: { line: SocketState; trouble: string | undefined },
  silent: boolean,
  say: (words: string) => void,
) {
  const announcer = useRef<Announcer>(undefined);
  const doneBefore = useRef<ReadonlySet<FieldName>>(new Set());

  useEffect(() => {
    const current = createAnnouncer(say);
    announcer.current = current;
    return () => current.close();
  }, [say]);

  const words = stateWords(state);
  useEffect(() => {
    if (words !== undefined) {
      announcer.current?.state(words);
    }
  }, [words]);

  // Once a run: a model that pauses again and again would otherwise be all that is heard.
  const run = state.phase === 'drafting' ? state.run.id : undefined;
  const silenceSaid = useRef<string>(undefined);
  useEffect(() => {
    if (silent && run !== undefined && silenceSaid.current !== run) {
      silenceSaid.current = run;
      announcer.current?.state('Still waiting for the model');
    }
  }, [silent, run]);

  // What the model's delay is; a second try of the same kind is news, every second of it isn't.
  const note = 'run' in state ? state.run?.note?.message : undefined;
  useEffect(() => {
    if (note !== undefined) {
      announcer.current?.state(note);
    }
  }, [note]);

  const wrong = trouble ?? (state.phase === 'lost' ? 'The connection is lost. Trying again.' : undefined);
  const lineNews = useRef<LineNews>(undefined);
  useEffect(() => {
    const current = createLineNews((words) => announcer.current?.state(words));
    lineNews.current = current;
    return () => current.close();
  }, []);
  useEffect(() => lineNews.current?.now(wrong, line === 'open'), [wrong, line]);

  const drafting = state.phase === 'drafting' || state.phase === 'resuming';
  useEffect(() => {
    const names = Object.keys(sheet) as FieldName[];
    const done = new Set(
      names.filter((name) => sheet[name].progress === 'done' && sheet[name].value.length > 0),
    );
    if (drafting) {
      for (const name of done) {
        if (!doneBefore.current.has(name)) {
          announcer.current?.field(fieldLabel[name]);
        }
      }
    }
    doneBefore.current = done;
  }, [sheet, drafting]);
}

function stateWords(state: CallState): string | undefined {
  if (isBusy(state)) {
    if (state.stopping) {
      return 'Stopping';
    }
    return state.phase === 'opening' ? 'Opening the draft' : 'Drafting';
  }
  switch (state.phase) {
    case 'idle':
      return undefined;
    case 'ready':
      return readyWords(state);
    case 'editing':
      return 'Editing';
    case 'logging':
      return 'Logging';
    case 'logged':
      return `Logged as call ${state.logged.number}`;
    case 'stopped':
      return state.away ? 'Stopped while there was no connection' : 'Stopped';
    case 'gone':
      return 'The server doesn’t have this draft any more';
    case 'failed':
      return '';
    default:
      return state satisfies never;
  }
}

/** What is wrong is said by an alert, which these words would cut short. */
function readyWords({ draft, trouble }: Drafted): string {
  if (trouble !== undefined || Object.keys(draft.problems).length > 0) {
    return '';
  }
  return hasEdits(draft) ? 'Plan ready, with your changes' : 'Plan ready';
}
