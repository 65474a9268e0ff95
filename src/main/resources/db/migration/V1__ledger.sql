-- What happened, in order. `body` is the canonical JSON that `hash` is of. Rows are added, and never changed.
CREATE TABLE entries (
    owner TEXT NOT NULL,
    number INTEGER NOT NULL,
    call TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (owner, number)
);

CREATE INDEX entries_by_call ON entries (owner, call, number);

-- Where each ledger ends.
CREATE TABLE ledgers (
    owner TEXT NOT NULL PRIMARY KEY,
    entries INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    head TEXT NOT NULL
);

-- All below can be made again from the entries. It names owners by small numbers, since they stand in every index.
CREATE TABLE owners (
    row INTEGER PRIMARY KEY,
    owner TEXT NOT NULL UNIQUE
);

-- What each call has come to. `row` is the owner's number times 2^32, plus the call's: in the order of the rows, one
-- owner's calls stand together in the order in which they were logged.
-- `due` is in seconds since 1970. `state` is that of the moment of the ledger's last entry: open calls become ready by
-- themselves, and whoever reads has to look at `due` too.
CREATE TABLE calls (
    row INTEGER PRIMARY KEY,
    owner INTEGER NOT NULL REFERENCES owners,
    id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'ready', 'judged', 'withdrawn')),
    due INTEGER NOT NULL,
    due_text TEXT NOT NULL,
    statement TEXT NOT NULL,
    confidence INTEGER NOT NULL,
    tags TEXT NOT NULL,
    decided_by INTEGER,
    outcome TEXT,
    decided_at TEXT,
    logged_at TEXT NOT NULL,
    imported_from TEXT,
    entries INTEGER NOT NULL,
    search_text TEXT NOT NULL
);

CREATE UNIQUE INDEX calls_by_id ON calls (owner, id);
CREATE INDEX calls_by_due ON calls (owner, due);
CREATE INDEX calls_by_state ON calls (owner, state);
CREATE INDEX calls_by_state_and_due ON calls (owner, state, due);

-- One row for each tag of each call, with what calls are filtered and ordered by.
CREATE TABLE tags (
    owner INTEGER NOT NULL,
    tag TEXT NOT NULL,
    row INTEGER NOT NULL REFERENCES calls,
    state TEXT NOT NULL,
    due INTEGER NOT NULL,
    PRIMARY KEY (owner, tag, row)
) WITHOUT ROWID;

CREATE INDEX tags_by_due ON tags (owner, tag, due, row);
CREATE INDEX tags_by_state ON tags (owner, tag, state, row);
CREATE INDEX tags_by_state_and_due ON tags (owner, tag, state, due, row);

-- What became of requests with an idempotency key.
CREATE TABLE receipts (
    owner INTEGER NOT NULL REFERENCES owners,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    call TEXT NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (owner, key)
) WITHOUT ROWID;
