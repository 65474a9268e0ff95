/** The REST interface in the shape in which `npm run api` generates it. */
export interface paths {
  '/api/calls': {
    get: operations['list'];
    post: operations['log'];
  };
  '/api/calls/{id}': {
    get: operations['read'];
  };
  '/api/calls/{id}/entries': {
    post: operations['append'];
  };
}

export interface components {
  schemas: {
    State: 'open' | 'ready' | 'judged' | 'withdrawn';
    Outcome: 'came_true' | 'did_not' | 'cant_tell' | 'void';
    VerificationMethod: { source: string[]; criteria: string[]; steps: string[] };
    Plan: {
      prediction_statement: string;
      verification_date: string;
      verification_method: components['schemas']['VerificationMethod'];
      initial_status: string;
      assumptions: string[];
    };
    NewCall: {
      plan: components['schemas']['Plan'];
      confidence: number;
      tags?: string[];
      prompt?: string;
      model?: string;
      timezone?: string;
    };
    NewEntry:
      | { type: 'confidence'; confidence: number }
      | { type: 'note'; note: string }
      | { type: 'verdict'; outcome: components['schemas']['Outcome']; evidence: string[]; note?: string }
      | { type: 'undo'; entry: number }
      | { type: 'withdrawal'; note?: string };
    CallSummary: {
      id: string;
      number: number;
      statement: string;
      due: string;
      confidence: number;
      tags: string[];
      state: components['schemas']['State'];
      outcome?: components['schemas']['Outcome'];
      loggedAt: string;
      importedFrom?: string;
    };
    CallPage: {
      calls: components['schemas']['CallSummary'][];
      next?: string;
      ledger: { entries: number; calls: number };
    };
    Verdict: {
      entry: number;
      at: string;
      outcome: components['schemas']['Outcome'];
      evidence: string[];
      note?: string;
    };
    EntryHead: {
      v: number;
      owner: string;
      number: number;
      at: string;
      call: string;
      previous: string;
      hash: string;
      imported?: { at: string };
    };
    Entry: components['schemas']['EntryHead'] &
      (
        | {
            type: 'logged';
            callNumber: number;
            plan: components['schemas']['Plan'];
            confidence: number;
            tags: string[];
            prompt?: string;
            model?: string;
            timezone?: string;
          }
        | { type: 'confidence'; confidence: number }
        | { type: 'note'; note: string }
        | { type: 'verdict'; outcome: components['schemas']['Outcome']; evidence: string[]; note?: string }
        | { type: 'undo'; entry: number }
        | { type: 'withdrawal'; note?: string }
      );
    Call: components['schemas']['CallSummary'] & {
      plan: components['schemas']['Plan'];
      firstConfidence: number;
      prompt?: string;
      model?: string;
      timezone?: string;
      verdict?: components['schemas']['Verdict'];
      of: number;
      hash: string;
      entries: components['schemas']['Entry'][];
    };
    Problem: {
      type?: string;
      title: string;
      status: number;
      detail?: string;
      errors?: { field?: string; line?: number; message: string }[];
    };
  };
}

type Problems = { default: { content: { 'application/problem+json': components['schemas']['Problem'] } } };
type Json<T> = { content: { 'application/json': T } };

export interface operations {
  list: {
    parameters: {
      query?: {
        state?: components['schemas']['State'];
        tag?: string;
        q?: string;
        sort?: 'newest' | 'due';
        limit?: number;
        cursor?: string;
      };
    };
    responses: { 200: Json<components['schemas']['CallPage']> } & Problems;
  };
  log: {
    parameters: { header: { 'Idempotency-Key': string } };
    requestBody: Json<components['schemas']['NewCall']>;
    responses: {
      200: Json<components['schemas']['Call']>;
      201: Json<components['schemas']['Call']>;
    } & Problems;
  };
  read: {
    parameters: { path: { id: string } };
    responses: { 200: Json<components['schemas']['Call']> } & Problems;
  };
  append: {
    parameters: { path: { id: string }; header: { 'Idempotency-Key': string } };
    requestBody: Json<components['schemas']['NewEntry']>;
    responses: {
      200: Json<components['schemas']['Call']>;
      201: Json<components['schemas']['Call']>;
    } & Problems;
  };
}
