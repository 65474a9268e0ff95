import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { readSession, writeSession } from '../../shared/sessionText';
import type { Socket, SocketState } from '../../shared/socket';
import type { CallState } from './callState';
import { type CallStore, createCallStore } from './callStore';
import type { DraftEvent } from './edit/draft';
import { restoreDraft, saveDraft } from './log/savedDraft';
import type { Predictions } from './predictions';

const key = 'calledit.draft';

export interface CallControl {
  state: CallState;
  store: CallStore;
  line: SocketState;
  draft(prompt: string): void;
  stop(): void;
  /** Does something to the plan that is ready. */
  change(event: DraftEvent): void;
  /** Tries to reach the server at once instead of waiting for the next attempt. */
  reconnect(): void;
}

/** Joins the prediction service and its socket to the reducer. */
export function useCall(predictions: Predictions, socket: Socket): CallControl {
  const [store] = useState(() => createCallStore(undefined, restoreDraft(readSession(key))));
  useEffect(() => predictions.onEvent(store.apply), [predictions, store]);
  useEffect(() => store.subscribe(() => writeSession(key, saveDraft(store.get()))), [store]);
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
        if (store.get().phase !== 'logging') {
          predictions.call(prompt);
        }
      },
      [predictions, store],
    ),
    change: useCallback((event: DraftEvent) => store.apply({ type: 'draft', event }), [store]),
    stop: useCallback(() => predictions.stop(), [predictions]),
    reconnect: useCallback(() => socket.reconnect(), [socket]),
  };
}
