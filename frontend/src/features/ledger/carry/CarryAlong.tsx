import styles from './CarryAlong.module.css';
import { ImportFile } from './ImportFile';

/** How a ledger is taken out, brought in, and checked by someone who doesn't trust this service. */
export function CarryAlong({ empty }: { empty: boolean }) {
  return (
    <section className={styles.carry} aria-labelledby="carry-title">
      <h2 id="carry-title" className={styles.title}>
        Your ledger is yours
      </h2>
      <div className={styles.ways}>
        <div>
          <h3 className={styles.way}>Take it with you</h3>
          {empty ? (
            <p className={styles.words}>There is nothing to export yet.</p>
          ) : (
            <p className={styles.words}>
              <a href="/api/calls.csv" download="calledit.csv">
                Export as CSV
              </a>
              , one row for each entry. Bringing it back loses nothing.
            </p>
          )}
        </div>
        <ImportFile />
        <div>
          <h3 className={styles.way}>Prove it</h3>
          <p className={styles.words}>
            Each entry carries the fingerprint of the one before, so a change in any of them shows.{' '}
            <a href="/api/ledger/proof" download="calledit-proof.json">
              Download the proof
            </a>{' '}
            and check it with <a href="/verify.html">the verifier</a>, which works without this service.
          </p>
        </div>
      </div>
    </section>
  );
}
