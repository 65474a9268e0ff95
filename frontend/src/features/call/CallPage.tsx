import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Confidence } from '../../shared/confidence/Confidence';
import controls from '../../shared/controls.module.css';
import { PageHeading } from '../../shared/PageHeading';
import { usePageTitle } from '../../shared/usePageTitle';
import styles from './CallPage.module.css';
import { Composer } from './Composer';
import { callOf, isBusy, isDrafted } from './callState';
import { useDesk } from './Desk';
import { Examples } from './Examples';
import { useAlarm } from './edit/useAlarm';
import { PlanCard } from './PlanCard';
import { checkPrompt } from './prompt';

/** Makes a call: the prediction on one side, the plan that streams in on the other. */
export function CallPage({ below }: { below?: ReactNode }) {
  const desk = useDesk();
  const { state, line, trouble, sheet, silent, text, write, draft, stop, reconnect } = desk;
  const [problem, setProblem] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const mainButton = useRef<HTMLButtonElement>(null);
  const busy = isBusy(state);
  usePageTitle('CalledIt: say it before it happens');

  const edit = useCallback(
    (next: string) => {
      write(next);
      setProblem('');
    },
    [write],
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

  const asked = callOf(state)?.prompt;
  useAlarm(isDrafted(state) ? state.draft.alarm : undefined);
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
        <PageHeading className={styles.title}>Say it before it happens.</PageHeading>
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
          drafted={isDrafted(state) && asked === text.trim()}
          locked={state.phase === 'logging'}
        >
          <Confidence
            text={desk.confidence}
            problem={isDrafted(state) ? state.draft.problems.confidence : undefined}
            locked={state.phase === 'logging'}
            onChange={desk.setConfidence}
          />
        </Composer>
        {trouble !== undefined && !busy && (
          <p className={styles.offline}>
            {trouble}{' '}
            <button type="button" className={controls.quiet} onClick={reconnect}>
              Try now
            </button>
          </p>
        )}
      </div>
      <div className={state.phase === 'idle' || state.phase === 'logged' ? styles.idleSheet : styles.sheet}>
        <PlanCard
          state={state}
          sheet={sheet}
          line={line}
          trouble={trouble}
          silent={silent}
          about={asked === text.trim() ? undefined : asked}
          onAgain={again}
          onReconnect={reconnect}
        />
      </div>
      <div className={styles.examples}>
        <Examples field={field} onPick={edit} />
        {below}
      </div>
    </main>
  );
}
