import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import controls from '../../shared/controls.module.css';
import { useSessionText } from '../../shared/sessionText';
import type { Socket } from '../../shared/socket';
import styles from './CallPage.module.css';
import { Composer } from './Composer';
import { isBusy } from './callState';
import { Examples } from './Examples';
import { PlanCard } from './PlanCard';
import { emptySheet, readSheet, sheetOf } from './planSheet';
import type { Predictions } from './predictions';
import { checkPrompt } from './prompt';
import { useAnnouncements } from './useAnnouncements';
import { useCall } from './useCall';
import { useLostDraft } from './useLostDraft';
import { useSilence } from './useSilence';

/** Makes a call: the prediction on one side, the plan that streams in on the other. */
export function CallPage({ predictions, socket }: { predictions: Predictions; socket: Socket }) {
  const { state, line, draft, stop, reconnect } = useCall(predictions, socket);
  const [text, setText] = useSessionText('calledit.prediction');
  const [problem, setProblem] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const mainButton = useRef<HTMLButtonElement>(null);
  const busy = isBusy(state);

  const arrived = 'run' in state ? (state.run?.text ?? '') : '';
  const plan = state.phase === 'ready' ? state.plan : undefined;
  const sheet = useMemo(
    () => (plan !== undefined ? sheetOf(plan) : arrived === '' ? emptySheet : readSheet(arrived)),
    [plan, arrived],
  );
  const silent = useSilence(state);
  const said = useAnnouncements(state, sheet, line, silent);

  const edit = useCallback(
    (next: string) => {
      setText(next);
      setProblem('');
    },
    [setText],
  );

  const submit = useCallback(() => {
    const check = checkPrompt(text);
    if (check.ok) {
      setProblem('');
      draft(check.prompt);
    } else {
      setProblem(check.problem);
      field.current?.focus();
    }
  }, [text, draft]);

  const lost = useLostDraft(busy ? state.call.prompt : undefined);
  const asked = state.phase === 'idle' ? lost : state.call.prompt;
  const again = useCallback(() => {
    if (asked !== undefined) {
      // The button that was pressed goes away: the one that now stops the run takes the focus.
      mainButton.current?.focus();
      draft(asked);
    }
  }, [asked, draft]);

  useEffect(() => {
    if (!busy) {
      return;
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) {
        stop();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [busy, stop]);

  return (
    <main id="main" className={styles.main}>
      <div className={styles.compose}>
        <h1 className={styles.title}>Say it before it happens.</h1>
        <p className={styles.lede}>
          Write a prediction in plain words. We turn it into a dated plan that someone else could check.
        </p>
        <Composer
          text={text}
          problem={problem}
          busy={busy}
          fieldRef={field}
          buttonRef={mainButton}
          onEdit={edit}
          onDraft={submit}
          onStop={stop}
        />
        {line === 'unreachable' && !busy && (
          <p className={styles.offline}>
            Can’t reach the server. Still trying.{' '}
            <button type="button" className={controls.quiet} onClick={reconnect}>
              Try now
            </button>
          </p>
        )}
      </div>
      <div className={asked === undefined ? styles.idleSheet : styles.sheet}>
        <PlanCard
          state={state}
          sheet={sheet}
          line={line}
          silent={silent}
          lost={lost !== undefined}
          about={asked === text.trim() ? undefined : asked}
          onAgain={again}
          onReconnect={reconnect}
        />
      </div>
      <div className={styles.examples}>
        <Examples field={field} onPick={edit} />
      </div>
      <p role="status" className={controls.unseen}>
        {said}
      </p>
    </main>
  );
}
