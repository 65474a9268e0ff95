import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Socket, SocketState } from '../../shared/socket';
import type { CallState } from './callState';
import { createCallStore } from './callStore';
import type { Predictions } from './predictions';

export interface CallControl {
  state: CallState;
  line: SocketState;
  draft(prompt: string): void;
  stop(): void;
  /** Tries to reach the server at once instead of waiting for the next attempt. */
  reconnect(): void;
}

/** Joins the prediction service and its socket to the reducer. */
export function useCall(predictions: Predictions, socket: Socket): CallControl {
  const [store] = useState(() => createCallStore());
  useEffect(() => predictions.onEvent(store.apply), [predictions, store]);
  const state = useSyncExternalStore(store.subscribe, store.get);
  const line = useSyncExternalStore(
    useCallback((changed) => socket.onState(changed), [socket]),
    () => socket.state,
  );
  return {
    state,
    line,
    draft: useCallback((prompt: string) => predictions.call(prompt), [predictions]),
    stop: useCallback(() => predictions.stop(), [predictions]),
    reconnect: useCallback(() => socket.reconnect(), [socket]),
  };
}
