import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { readSession, writeSession } from '../../shared/sessionText';
import type { Socket, SocketState } from '../../shared/socket';
import { runIn } from './address';
import { beginning } from './beginning';
import { type CallState, type Drafted, hasWork, isDrafted } from './callState';
import { type CallStore, createCallStore } from './callStore';
import type { DraftEvent } from './edit/draft';
import { restoreEnded, saveEnded } from './ended';
import { restoreDraft, saveDraft } from './log/savedDraft';
import type { Predictions } from './predictions';
import type { Clocks } from './savedRun';
import { restoreUnderWay, saveUnderWay } from './underWay';

const key = 'calledit.draft';
const asideKey = 'calledit.aside';
const endedKey = 'calledit.ended';
const underWayKey = 'calledit.underway';

export interface CallControl {
  state: CallState;
  store: CallStore;
  line: SocketState;
  draft(prompt: string): void;
  /** Puts a run that the page had before, or another had, on the card; says whether it could. */
  open(runId: string): boolean;
  stop(): void;
  /** Does something to the plan that is ready. */
  change(event: DraftEvent): void;
  /** A draft with a person's changes in it that another took the place of. */
  aside: Drafted | undefined;
  /** Puts the one that was put aside back on the card. */
  bringBack(): void;
  /** Gives up the one that was put aside. */
  forget(): void;
  /** Tries to reach the server at once instead of waiting for the next attempt. */
  reconnect(): void;
}

/** Joins the prediction service and its socket to the reducer. */
export function useCall(predictions: Predictions, socket: Socket): CallControl {
  const [start] = useState(() =>
    beginning({
      address: window.location.pathname === '/' ? runIn(window.location.search) : undefined,
      draft: restoreDraft(readSession(key)),
      aside: restoreDraft(readSession(asideKey)),
      ended: restoreEnded(readSession(endedKey), clocks()),
      underWay: restoreUnderWay(readSession(underWayKey), clocks()),
    }),
  );
  const [store] = useState(() => createCallStore(undefined, start.state));
  useEffect(() => predictions.onEvent(store.apply), [predictions, store]);
  useEffect(() => {
    if (start.begun !== undefined) {
      predictions.follow(start.begun);
    }
  }, [predictions, start]);
  useEffect(() => {
    const forget = () => writeSession(underWayKey, '');
    const onLeave = () =>
      writeSession(underWayKey, saveUnderWay(store.get(), predictions.requestId, clocks()));
    // What was kept has been taken up; a copy of the tab has lost nothing, and a page that is gone back to neither.
    forget();
    window.addEventListener('pagehide', onLeave);
    window.addEventListener('pageshow', forget);
    return () => {
      window.removeEventListener('pagehide', onLeave);
      window.removeEventListener('pageshow', forget);
    };
  }, [predictions, store]);
  const [aside, setAside] = useState(start.aside);
  useEffect(() => {
    const save = () => {
      const now = store.get();
      // Where the card has no draft, a reload brings the one that was put aside back to it.
      const [onCard, beside] = isDrafted(now) || aside === undefined ? [now, aside] : [asReady(aside)];
      writeSession(key, saveDraft(onCard));
      writeSession(endedKey, saveEnded(now, clocks()));
      writeSession(asideKey, beside === undefined ? '' : saveDraft(asReady(beside)));
    };
    save();
    return store.subscribe(save);
  }, [store, aside]);
  const state = useSyncExternalStore(store.subscribe, store.get);
  const line = useSyncExternalStore(
    useCallback((changed) => socket.onState(changed), [socket]),
    () => socket.state,
  );
  return {
    state,
    store,
    line,
    draft: useCallback(
      (prompt: string) => {
        // What is being logged stays on the page until it is known what became of it.
        const before = store.get();
        if (before.phase !== 'logging') {
          if (isDrafted(before) && hasWork(before)) {
            setAside(before);
          } else if (before.phase === 'logged') {
            setAside(undefined);
          }
          predictions.call(prompt);
        }
      },
      [predictions, store],
    ),
    change: useCallback((event: DraftEvent) => store.apply({ type: 'draft', event }), [store]),
    open: useCallback(
      (runId: string) => {
        const before = store.get();
        if (before.phase === 'logging') {
          return false;
        }
        const mine = isDrafted(before) && hasWork(before) ? before : undefined;
        if (aside?.run.id === runId) {
          predictions.leave();
          store.apply({ type: 'broughtBack', drafted: aside });
          setAside(mine);
        } else {
          setAside(mine ?? aside);
          store.apply({ type: 'opened', runId });
          predictions.open(runId);
        }
        return true;
      },
      [predictions, store, aside],
    ),
    stop: useCallback(() => predictions.stop(), [predictions]),
    aside,
    bringBack: useCallback(() => {
      const now = store.get();
      if (aside !== undefined) {
        store.apply({ type: 'broughtBack', drafted: aside });
        setAside(isDrafted(now) && hasWork(now) ? now : undefined);
      }
    }, [store, aside]),
    forget: useCallback(() => setAside(undefined), []),
    reconnect: useCallback(() => socket.reconnect(), [socket]),
  };
}

function asReady(drafted: Drafted): CallState {
  return { ...drafted, phase: 'ready' };
}

function clocks(): Clocks {
  return { now: Date.now(), origin: performance.timeOrigin };
}
