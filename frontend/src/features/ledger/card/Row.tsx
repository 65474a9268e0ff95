import type { ReactNode } from 'react';
import sheet from './CallCard.module.css';

/** A line of the sheet: what it is about, and what there is to say. */
export function Row({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className={sheet.row}>
      <dt className={sheet.label}>{label}</dt>
      <dd className={sheet.content}>{children}</dd>
    </div>
  );
}
