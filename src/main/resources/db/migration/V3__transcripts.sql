-- How plans were drafted, one row for each call that has a transcript. `body` is its canonical JSON, compressed with gzip;
-- the call's first entry has the hash of that JSON. Rows are added, and never changed; they can't be made again.
CREATE TABLE transcripts (
    owner TEXT NOT NULL,
    call TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (owner, call)
);
