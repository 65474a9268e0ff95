import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { useSay } from '../../../shared/announcements';
import { failureOf } from '../../../shared/api/failure';
import { callsKey } from '../../../shared/api/queries';
import controls from '../../../shared/controls.module.css';
import styles from './CarryAlong.module.css';
import { badLineWords, ImportError, importCalls, resultWords, sizeWords } from './importing';

/** More than these say nothing new. */
const mostLines = 12;

/** Brings calls in from a file, after saying what that will do. */
export function ImportFile() {
  const queries = useQueryClient();
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const fileId = useId();
  const sending = useMutation({
    mutationFn: importCalls,
    onSuccess: (result) => {
      say(resultWords(result));
      forget();
    },
    // Also where it isn't known what came of it: the list shows that.
    onSettled: () => queries.invalidateQueries({ queryKey: callsKey }),
  });

  const forget = () => {
    setFile(undefined);
    if (input.current !== null) {
      input.current.value = '';
      input.current.focus();
    }
  };

  return (
    <div>
      <h3 className={styles.way}>Bring calls along</h3>
      <p className={styles.words}>
        From a CSV file, exported here or made by hand with the columns statement, due, source, criteria,
        steps and confidence.
      </p>
      <p className={styles.chooser}>
        <label className={controls.unseen} htmlFor={fileId}>
          CSV file to import
        </label>
        <input
          id={fileId}
          ref={input}
          type="file"
          className={styles.file}
          accept=".csv,text/csv"
          disabled={sending.isPending}
          onChange={(event) => {
            sending.reset();
            setFile(event.target.files?.[0]);
          }}
        />
      </p>
      {file !== undefined && (
        <div className={styles.ask}>
          <p className={styles.words}>
            The calls of <b>{file.name}</b> ({sizeWords(file.size)}) become new entries at the end of your
            ledger, marked as imported. Calls that are here already are passed over. If a single line can’t be
            read, nothing is imported.
          </p>
          <div className={styles.buttons}>
            <button
              type="button"
              className={`${controls.button} ${controls.primary}`}
              aria-disabled={sending.isPending}
              onClick={() => !sending.isPending && sending.mutate(file)}
            >
              {sending.isPending ? 'Importing' : 'Import'}
            </button>
            {!sending.isPending && (
              <button
                type="button"
                className={controls.button}
                onClick={() => {
                  sending.reset();
                  forget();
                }}
              >
                Don’t
              </button>
            )}
          </div>
        </div>
      )}
      {sending.isSuccess && <p className={styles.result}>{resultWords(sending.data)}</p>}
      {sending.isError && <ImportTrouble error={sending.error} />}
    </div>
  );
}

function ImportTrouble({ error }: { error: unknown }) {
  if (!(error instanceof ImportError)) {
    return (
      <p role="alert" className={styles.trouble}>
        {failureOf(error).message} Look at the ledger before you try again: it may have been imported.
      </p>
    );
  }
  const more = error.lines.length - mostLines;
  return (
    <div role="alert" className={styles.trouble}>
      <p>Nothing was imported. {error.message}</p>
      <ul className={styles.lines}>
        {error.lines.slice(0, mostLines).map((line) => (
          <li key={badLineWords(line)}>{badLineWords(line)}</li>
        ))}
        {more > 0 && <li>And {more.toLocaleString('en')} more.</li>}
      </ul>
    </div>
  );
}
