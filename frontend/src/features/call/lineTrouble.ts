import type { SocketState } from '../../shared/socket';

/**
 * What is wrong with the line to the server, in a person's words; nothing while it is open or first tried. A line can be
 * open though the browser says that it is offline: the server may be on the same machine.
 */
export function lineTrouble(line: SocketState, online: boolean): string | undefined {
  switch (line) {
    case 'open':
      return undefined;
    case 'unanswered':
      return 'The server doesn’t answer. Still waiting…';
    case 'connecting':
      return online ? undefined : offline;
    case 'unreachable':
      return online ? 'Can’t reach the server. Still trying.' : offline;
    case 'restarting':
      return 'The server is restarting. Trying again…';
    case 'turnedAway':
      return 'Too many pages are open from your network. Trying again in a while.';
    default:
      return line satisfies never;
  }
}

const offline = 'You are offline. Trying again once you are back.';
