import styles from './Evidence.module.css';
import { webAddress } from './link';

/** The links that someone gave as evidence. They were typed in, so only addresses of the web are made to be followed. */
export function Evidence({ links }: { links: readonly string[] }) {
  if (links.length === 0) {
    return null;
  }
  return (
    <ul className={styles.links} aria-label="Evidence">
      {links.map((link, i) => {
        const address = webAddress(link);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change, and may repeat
          <li key={i} dir="ltr">
            {address === undefined ? (
              link
            ) : (
              <a href={address} rel="noopener noreferrer">
                {link}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}
