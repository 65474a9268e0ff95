import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './fonts.css';
import './tokens.css';
import './base.css';
import { pingMessage } from '../features/call/frame';
import { Predictions } from '../features/call/predictions';
import { newId } from '../shared/newId';
import { openSocket, socketUrl } from '../shared/socket';
import { App } from './App';

/** The page on its line to the server, which is opened with it. */
function page(): (account?: ReactNode) => ReactNode {
  const socket = openSocket({
    url: socketUrl(import.meta.env.VITE_WEBSOCKET_URL, window.location),
    heartbeat: pingMessage,
  });
  const predictions = new Predictions({
    socket,
    now: () => performance.now(),
    newId,
    timezone: () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
  });
  return (account) => <App predictions={predictions} socket={socket} account={account} />;
}

// A weight that is first asked for in the middle of a plan would move the rows when it comes.
for (const face of document.fonts) {
  void face.load().catch(() => undefined);
}

const root = document.getElementById('root');
if (root === null) {
  throw new Error('The page has no element to draw in.');
}
const drawn = createRoot(root);
if (import.meta.env.VITE_SIGN_IN === undefined) {
  drawn.render(<StrictMode>{page()()}</StrictMode>);
} else {
  let opened: ReturnType<typeof page> | undefined;
  void import('../features/person/meet')
    // No line is opened before somebody may use it.
    .then(({ meet }) =>
      meet((account) => {
        opened ??= page();
        return opened(account);
      }),
    )
    .then((whole) => drawn.render(<StrictMode>{whole}</StrictMode>));
}
