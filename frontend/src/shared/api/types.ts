/** The nouns of the REST interface, under the names that the page uses. */
import type { components, operations } from './schema';

type Schemas = components['schemas'];

export type Call = Schemas['Call'];
export type CallSummary = Schemas['CallSummary'];
export type CallPage = Schemas['CallPage'];
export type CallState = Schemas['State'];
export type Outcome = Schemas['Outcome'];
export type Entry = Schemas['Entry'];
export type NewCall = Schemas['NewCall'];
export type Plan = Schemas['Plan'];
export type NewEntry = Schemas['NewEntry'];
export type Transcript = Schemas['Transcript'];
export type Problem = Schemas['Problem'];

/** What a list of calls may be narrowed by, and how it is sorted and cut. */
export type CallQuery = NonNullable<operations['listCalls']['parameters']['query']>;
