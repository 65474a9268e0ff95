import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Desk } from '../features/call/Desk';
import type { Predictions } from '../features/call/predictions';
import { Announcements } from '../shared/announcements';
import { createQueryClient } from '../shared/api/queries';
import type { Socket } from '../shared/socket';
import { Shell } from './Shell';

/** The whole page around what it can do. */
export function App({ predictions, socket }: { predictions: Predictions; socket: Socket }) {
  const [queries] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <Announcements>
        <Desk predictions={predictions} socket={socket}>
          <Shell />
        </Desk>
      </Announcements>
    </QueryClientProvider>
  );
}
