import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './fonts.css';
import './tokens.css';
import './base.css';
import { pingMessage } from '../features/call/frame';
import { Predictions } from '../features/call/predictions';
import { newId } from '../shared/newId';
import { openSocket, socketUrl } from '../shared/socket';
import { App } from './App';

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

// A weight that is first asked for in the middle of a plan would move the rows when it comes.
for (const face of document.fonts) {
  void face.load().catch(() => undefined);
}

const root = document.getElementById('root');
if (root === null) {
  throw new Error('The page has no element to draw in.');
}
createRoot(root).render(
  <StrictMode>
    <App predictions={predictions} socket={socket} />
  </StrictMode>,
);
