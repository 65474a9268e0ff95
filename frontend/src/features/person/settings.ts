/** Where people sign in, as `/sign-in.json` beside the page says. */
import * as v from 'valibot';

const address = v.pipe(v.string(), v.url());

const settings = v.object({
  /** Who gives the tokens, as it stands in them. */
  issuer: address,
  /** What the page is called there. */
  clientId: v.pipe(v.string(), v.minLength(1)),
  authorizeUrl: address,
  tokenUrl: address,
  signOutUrl: address,
});

export type Settings = v.InferOutput<typeof settings>;

/** Reads them; throws where they can't be had or make no sense. */
export async function readSettings(): Promise<Settings> {
  const answer = await fetch('/sign-in.json', { cache: 'no-cache' });
  if (!answer.ok) {
    throw new Error(`sign-in.json: status ${answer.status}`);
  }
  return v.parse(settings, await answer.json());
}
