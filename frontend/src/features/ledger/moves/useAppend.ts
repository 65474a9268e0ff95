import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useSay } from '../../../shared/announcements';
import { addEntry } from '../../../shared/api/client';
import { callKey, callsKey } from '../../../shared/api/queries';
import type { Call, NewEntry } from '../../../shared/api/types';
import { newId } from '../../../shared/newId';
import { type Intent, intentFor, setbackOf } from './intent';

/** Writes entries to a call, each once. `onDone` gets the call as it then stands. */
export function useAppend(id: string, said: string, onDone: (call: Call) => void) {
  const queries = useQueryClient();
  const say = useSay();
  const intent = useRef<Intent>(undefined);
  const sending = useMutation({
    mutationFn: (entry: NewEntry) => {
      intent.current = intentFor(intent.current, entry, newId);
      return addEntry(id, entry, intent.current.key);
    },
    onSuccess: (call) => {
      intent.current = undefined;
      queries.setQueryData(callKey(id), call);
      say(said);
      onDone(call);
      void queries.invalidateQueries({ queryKey: callsKey, refetchType: 'active' });
    },
    // Where it was overtaken, or nobody knows what came of it, the page has to show what there is now.
    onError: (error) => {
      if (setbackOf(error) !== 'refused') {
        void queries.invalidateQueries({ queryKey: callsKey });
      }
    },
  });
  const append = (entry: NewEntry) => {
    if (!sending.isPending) {
      sending.mutate(entry);
    }
  };
  return { append, pending: sending.isPending, error: sending.error, reset: sending.reset };
}
