import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { useLocation } from 'wouter';
import { useSay } from '../../shared/announcements';
import { newId } from '../../shared/newId';
import { emptySheet, type PlanSheet, readSheet, sheetOf } from '../../shared/plan/planSheet';
import { useSessionText } from '../../shared/sessionText';
import type { Socket } from '../../shared/socket';
import { callOf, isDrafted, runIdOf } from './callState';
import { planOf } from './edit/terms';
import { lineTrouble } from './lineTrouble';
import { useLogging } from './log/useLogging';
import { type TaggingView, useTagging } from './log/useTagging';
import type { Predictions } from './predictions';
import { useAnnouncements } from './useAnnouncements';
import { type CallControl, useCall } from './useCall';
import { useOnline } from './useOnline';
import { useRunAddress } from './useRunAddress';
import { useSilence } from './useSilence';

/** What lies on the desk: the prediction being written and the plan being drafted, whichever page is shown. */
export interface DeskView extends CallControl {
  text: string;
  write(text: string): void;
  sheet: PlanSheet;
  /** Nothing has come for a while. */
  silent: boolean;
  /** What is wrong with the line to the server, if anything. */
  trouble: string | undefined;
  /** How sure the person is, as it was typed. */
  confidence: string;
  setConfidence(text: string): void;
  tagging: TaggingView;
  /** Writes the draft that is ready into the ledger. */
  log(): void;
  /** As `log`, though an earlier version of the draft was logged. */
  logAnother(): void;
}

const Context = createContext<DeskView | undefined>(undefined);

/** Keeps the draft in progress above the routes, so that a look at another page costs nothing. */
export function Desk(props: { predictions: Predictions; socket: Socket; children: ReactNode }) {
  const control = useCall(props.predictions, props.socket);
  const [text, write] = useSessionText('calledit.prediction');
  const { state, line } = control;

  const arrived = 'run' in state && !isDrafted(state) ? (state.run?.text ?? '') : '';
  const terms = isDrafted(state) ? state.draft.terms : undefined;
  const sheet = useMemo(
    () => (terms !== undefined ? sheetOf(planOf(terms)) : arrived === '' ? emptySheet : readSheet(arrived)),
    [terms, arrived],
  );
  const silent = useSilence(state);
  useRunAddress(runIdOf(state), state.phase === 'connecting', control.open);
  const trouble = lineTrouble(line, useOnline());
  useAnnouncements(state, sheet, { line, trouble }, silent, useSay());

  const { change, store } = control;
  const [confidence, keepConfidence] = useSessionText('calledit.confidence');
  const setConfidence = (typed: string) => {
    keepConfidence(typed);
    change({ type: 'minded', name: 'confidence' });
  };
  const {
    clear: clearTags,
    finish: finishTags,
    ...tagging
  } = useTagging(() => change({ type: 'minded', name: 'tags' }));
  const [, navigate] = useLocation();
  const newest = useRef(text);
  useEffect(() => {
    newest.current = text;
  }, [text]);
  // A page that is opened on a run looks like the one that the run was asked for on.
  const blank = useRef(state.phase === 'opening');
  const asked = callOf(state)?.prompt;
  useEffect(() => {
    if (blank.current && asked !== undefined) {
      blank.current = false;
      if (newest.current === '') {
        write(asked);
      }
    }
  }, [asked, write]);
  const send = useLogging(store, (call, { call: { prompt } }) => {
    // What was written meanwhile is another prediction, and stays.
    if (newest.current.trim() === prompt) {
      write('');
    }
    keepConfidence('');
    clearTags();
    if (window.location.pathname === '/') {
      // Who comes back from the call's page has nothing more to do with its draft.
      navigate('/', { replace: true });
      navigate(`/calls/${call.id}`);
    }
  });
  const log = () => {
    const { tags, problem } = finishTags();
    void send({ confidence, tags, tagsProblem: problem });
  };

  return (
    <Context
      value={{
        ...control,
        ...{ text, write, sheet, silent, trouble, confidence, setConfidence, tagging, log },
        logAnother: () => {
          store.apply({ type: 'keyDropped', key: newId() });
          log();
        },
      }}
    >
      {props.children}
    </Context>
  );
}

export function useDesk(): DeskView {
  const desk = useContext(Context);
  if (desk === undefined) {
    throw new Error('There is no desk around this component.');
  }
  return desk;
}
