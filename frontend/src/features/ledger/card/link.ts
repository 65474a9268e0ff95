/** Where a piece of evidence may lead. */

/** The address to go to; nothing for what isn't one of the web, which is then shown as the text it is. */
export function webAddress(text: string): string | undefined {
  try {
    const url = new URL(text.trim());
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
