import { CallPage } from '../features/call/CallPage';
import type { Predictions } from '../features/call/predictions';
import type { Socket } from '../shared/socket';
import styles from './App.module.css';

/** The whole page around what it can do. */
export function App({ predictions, socket }: { predictions: Predictions; socket: Socket }) {
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to the prediction
      </a>
      <div className={styles.wrap}>
        <header className={styles.top}>
          <span className={styles.logo}>
            Called<b>It</b>
          </span>
        </header>
        <CallPage predictions={predictions} socket={socket} />
      </div>
    </>
  );
}
