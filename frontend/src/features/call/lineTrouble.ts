import type { SocketState } from '../../shared/socket';

/** What is wrong with the line to the server, in a person's words; nothing while it is open or first tried. */
export function lineTrouble(line: SocketState): string | undefined {
  switch (line) {
    case 'open':
    case 'connecting':
      return undefined;
    case 'unreachable':
      return 'Can’t reach the server. Still trying.';
    case 'restarting':
      return 'The server is restarting. Trying again…';
    case 'turnedAway':
      return 'Too many pages are open from your network. Trying again in a while.';
    default:
      return line satisfies never;
  }
}
