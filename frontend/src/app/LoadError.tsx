import { Component, type ReactNode } from 'react';
import controls from '../shared/controls.module.css';
import { PageHeading } from '../shared/PageHeading';
import styles from './Shell.module.css';

/** Says so where a page can't be shown, such as when its script is gone since an update, instead of leaving it blank. */
export class LoadError extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) {
      return this.props.children;
    }
    return (
      <main id="main" className={styles.plain}>
        <PageHeading>This page can’t be shown</PageHeading>
        <p role="alert">It didn’t load, or something in it broke. What you have written is kept.</p>
        <button type="button" className={controls.button} onClick={() => window.location.reload()}>
          Load it again
        </button>
      </main>
    );
  }
}
