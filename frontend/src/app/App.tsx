import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Desk } from '../features/call/Desk';
import type { Predictions } from '../features/call/predictions';
import { Announcements } from '../shared/announcements';
import { createQueryClient } from '../shared/api/queries';
import type { Socket } from '../shared/socket';
import { Shell } from './Shell';

export interface AppProps {
  predictions: Predictions;
  socket: Socket;
  /** What the header says about whoever is signed in, where people sign in. */
  account?: ReactNode;
}

/** The whole page around what it can do. */
export function App({ predictions, socket, account }: AppProps) {
  const [queries] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <Announcements>
        <Desk predictions={predictions} socket={socket}>
          <Shell account={account} />
        </Desk>
      </Announcements>
    </QueryClientProvider>
  );
}
