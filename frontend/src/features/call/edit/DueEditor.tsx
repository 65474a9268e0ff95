import { readDue } from '../../../shared/due';
import { momentOf, type WallTime, wallTime } from '../../../shared/zonedTime';
import styles from './Editors.module.css';

/** A date and a time on the clock of the person's own zone. */
export function DueEditor(props: {
  id: string;
  value: WallTime;
  timezone: string;
  problem: string | undefined;
  problemId: string;
  onChange: (value: WallTime) => void;
}) {
  const { id, value, timezone, problem, problemId, onChange } = props;
  const now = new Date();
  const moment = momentOf(value, 0, timezone);
  const due = moment === undefined ? undefined : readDue(moment, timezone, now);
  const noteId = `${id}-note`;
  const described = {
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem === undefined ? noteId : `${problemId} ${noteId}`,
  };
  return (
    <div className={styles.due}>
      <label className={styles.part}>
        <span>Date</span>
        <input
          id={id}
          className={styles.input}
          type="date"
          min={wallTime(now.toISOString(), timezone).date}
          value={value.date}
          onChange={(event) => onChange({ ...value, date: event.target.value })}
          {...described}
        />
      </label>
      <label className={styles.part}>
        <span>Time</span>
        <input
          className={styles.input}
          type="time"
          value={value.time}
          onChange={(event) => onChange({ ...value, time: event.target.value })}
          {...described}
        />
      </label>
      <p id={noteId} className={styles.note}>
        {timezone}
        {due !== undefined && <>, {due.distance}</>}
      </p>
    </div>
  );
}
