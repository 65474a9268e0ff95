import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { callKey, callsKey } from '../../../shared/api/queries';
import type { Call, NewCall } from '../../../shared/api/types';
import { confidenceProblem, readConfidence } from '../../../shared/confidence/percent';
import type { Drafted } from '../callState';
import type { CallStore } from '../callStore';
import type { Problems } from '../edit/draft';
import { planOf } from '../edit/terms';
import { withTry } from './attempt';
import { placeProblems } from './problems';
import { sendCall } from './sending';

/** What goes into a call besides its plan. */
export interface Extras {
  confidence: string;
  tags: readonly string[];
  /** What is wrong with the tags, or nothing. */
  tagsProblem: string;
}

/**
 * Logs the draft that is ready, with what stands in its open editors. What is wrong with it is told to the draft, and
 * then nothing is sent.
 */
export function useLogging(store: CallStore, onLogged: (call: Call, drafted: Drafted) => void) {
  const queries = useQueryClient();
  return useCallback(
    async (extras: Extras) => {
      const confidence = confidenceProblem(extras.confidence);
      const problems: Problems = {
        ...(confidence === undefined ? {} : { confidence }),
        ...(extras.tagsProblem === '' ? {} : { tags: extras.tagsProblem }),
      };
      store.apply({ type: 'draft', event: { type: 'allSaved', now: Date.now(), problems } });
      const drafted = store.get();
      if (drafted.phase !== 'ready' || Object.keys(drafted.draft.problems).length > 0) {
        return;
      }
      const call = newCall(drafted, extras);
      const attempt = withTry(drafted.attempt, call, drafted.key);
      store.apply({ type: 'logAsked', attempt });
      const outcome = await sendCall(call, attempt.key);
      switch (outcome.kind) {
        case 'logged':
          queries.setQueryData(callKey(outcome.call.id), outcome.call);
          store.apply({ type: 'logged', logged: { id: outcome.call.id, number: outcome.call.number } });
          onLogged(outcome.call, drafted);
          break;
        case 'already':
          store.apply({ type: 'logFailed', trouble: outcome, problems: {} });
          break;
        default: {
          const { kind, failure } = outcome;
          store.apply({
            type: 'logFailed',
            trouble: { kind, failure },
            problems: placeProblems(failure.fields),
          });
        }
      }
      // Also after a try of unknown outcome: the list shows which it was.
      void queries.invalidateQueries({ queryKey: callsKey });
    },
    [store, queries, onLogged],
  );
}

function newCall({ call, run, draft, model }: Drafted, { confidence, tags }: Extras): NewCall {
  return {
    plan: planOf(draft.terms),
    confidence: readConfidence(confidence) ?? Number.NaN,
    tags: [...tags],
    prompt: call.prompt,
    model,
    timezone: call.timezone,
    runId: run.id,
  };
}
