/** Evidence as it is typed: which of it can be written. */
import { webAddress } from '../card/link';

/** The server's limits. */
export const mostLinks = 20;
const longestLink = 2000;

/** The links as they are written: without blanks around them, empty lines and repetitions. */
export function linksIn(text: string): readonly string[] {
  const links = text.split(/\s+/u).filter((link) => link !== '');
  return [...new Set(links)];
}

/** Why the links can't be written; nothing if they can. */
export function linksProblem(links: readonly string[]): string | undefined {
  if (links.length > mostLinks) {
    return `That is ${links.length} links; ${mostLinks} is the most.`;
  }
  for (const link of links) {
    if (webAddress(link) === undefined) {
      return `“${clipped(link)}” is no address of the web. It has to begin with https:// or http://.`;
    }
    if (link.length > longestLink) {
      return `“${clipped(link)}” is too long: ${longestLink.toLocaleString('en')} characters is the most.`;
    }
  }
  return undefined;
}

function clipped(link: string): string {
  return link.length > 60 ? `${link.slice(0, 57)}…` : link;
}
