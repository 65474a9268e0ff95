import { Link } from 'wouter';
import type { Call } from '../../../shared/api/types';
import { authorship } from '../../../shared/authorship';
import controls from '../../../shared/controls.module.css';
import { PageHeading } from '../../../shared/PageHeading';
import { tagHref } from '../list/filter';
import { outcomeWords } from '../outcomes';
import { Stamp } from '../Stamp';
import { Standing } from '../Standing';
import { Time } from '../Time';
import { asWritten, distanceTo, fullMoment, minuteOf, readerZone, stateNow } from '../when';
import styles from './CallCard.module.css';
import { CopyButton } from './CopyButton';
import { Evidence } from './Evidence';
import { confidences, receipt, shortHash } from './entryWords';
import { Row } from './Row';

/** The public card of a call: its terms, which never change, and what has become of it. */
export function CallCard(props: {
  call: Call;
  now: Date;
  /** Whether its stamp has been given just now. */
  landing: boolean;
  /** Goes to where it is judged, which can be far below. */
  onJudge: () => void;
}) {
  const { call, now, landing, onJudge } = props;
  const { plan, verdict } = call;
  const method = plan.verification_method;
  return (
    <article className={styles.card} aria-label={`Call ${call.number}`}>
      <header className={styles.head}>
        <p>
          Call {call.number} of {call.of}
        </p>
        <p>
          Logged <Time of={call.loggedAt} words={minuteOf(call.loggedAt)} />
        </p>
      </header>
      <dl className={styles.rows}>
        <Row label="Statement">
          <PageHeading className={styles.claim}>{call.statement}</PageHeading>
        </Row>
        <Row label={verdict === undefined ? 'State' : 'Verdict'}>
          {verdict === undefined ? (
            <div className={styles.standing}>
              <Standing call={call} now={now} />
              {stateNow(call, now) === 'ready' && (
                <button
                  type="button"
                  className={`${controls.button} ${controls.primary} ${styles.judge}`}
                  onClick={onJudge}
                >
                  Judge it
                </button>
              )}
            </div>
          ) : (
            <>
              <Stamp outcome={verdict.outcome} alone large landing={landing} />
              <p className={styles.quiet}>
                {outcomeWords(verdict.outcome).name}, by entry {verdict.entry} on{' '}
                <Time of={verdict.at} words={minuteOf(verdict.at)} />
              </p>
              {verdict.note !== undefined && (
                <p className={styles.note} dir="auto">
                  {verdict.note}
                </p>
              )}
              <Evidence links={verdict.evidence} />
            </>
          )}
        </Row>
        <Row label="Due">
          <Due call={call} now={now} />
        </Row>
        <Row label="Confidence">
          <Confidence call={call} />
        </Row>
        <ListRow label="Sources" items={method.source} />
        <ListRow label="Criteria" items={method.criteria} ordered />
        <ListRow label="Steps" items={method.steps} ordered />
        {plan.assumptions.length > 0 && <ListRow label="Assumed" items={plan.assumptions} />}
        {call.prompt !== undefined && (
          <Row label="In your words">
            <p className={styles.prompt} dir="auto">
              {call.prompt}
            </p>
          </Row>
        )}
        {call.tags.length > 0 && (
          <Row label="Tags">
            <ul className={styles.tags}>
              {call.tags.map((tag) => (
                <li key={tag}>
                  <Link href={tagHref(tag)} dir="auto">
                    {tag}
                  </Link>
                </li>
              ))}
            </ul>
          </Row>
        )}
      </dl>
      <footer className={styles.foot}>
        {call.model !== undefined && <p>{authorship(call.model)}</p>}
        {call.importedFrom !== undefined && (
          <p>
            {call.importedFrom === call.loggedAt ? (
              'Imported from a file that gave no date'
            ) : (
              <>
                Imported from a file, where it was dated{' '}
                <Time of={call.importedFrom} words={minuteOf(call.importedFrom)} />
              </>
            )}
          </p>
        )}
        <p className={styles.receipt}>
          <span>
            Receipt{' '}
            <code title={receipt(call)}>
              {receipt(call).split(':')[0]}:{shortHash(call.hash)}…
            </code>
          </span>
          <CopyButton text={receipt(call)} what="the whole receipt" />
        </p>
      </footer>
    </article>
  );
}

function ListRow(props: { label: string; items: readonly string[]; ordered?: boolean }) {
  const List = props.ordered ? 'ol' : 'ul';
  return (
    <Row label={props.label}>
      <List className={styles.list}>
        {props.items.map((item, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change, and may repeat
          <li key={i} dir="auto">
            {item}
          </li>
        ))}
      </List>
    </Row>
  );
}

/** On the reader's clock first, and on the writer's where that is another. */
function Due({ call, now }: { call: Call; now: Date }) {
  const zone = readerZone();
  const here = fullMoment(call.due, zone);
  const written = asWritten(call.due, call.timezone);
  const undecided = call.state === 'open' || call.state === 'ready';
  return (
    <>
      <p>
        <time className={styles.date} dateTime={call.due} title={written}>
          {here}
        </time>{' '}
        <span className={styles.quiet}>
          {zone}
          {undecided && `, ${distanceTo(call.due, now)}`}
        </span>
      </p>
      {!written.startsWith(here) && <p className={styles.quiet}>Written as {written}</p>}
      {stateNow(call, now) === 'ready' && (
        <p className={styles.quiet}>The date has come: it can be decided.</p>
      )}
    </>
  );
}

function Confidence({ call }: { call: Call }) {
  const said = confidences(call);
  return (
    <p className={styles.confidence}>
      <span className={styles.percent}>{call.confidence}%</span>
      {said.length > 1 && (
        <span className={styles.quiet}>
          <span className={controls.unseen}>Said over time: </span>
          {said.map((percent) => `${percent}%`).join(' → ')}
        </span>
      )}
    </p>
  );
}
