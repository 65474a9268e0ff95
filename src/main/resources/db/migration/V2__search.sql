-- Which calls have which three letters in a row in their search text, by `calls.row`. Only that: where in the text they
-- are is looked up there, so no copy of it is kept. The text is folded already, so its case counts.
CREATE VIRTUAL TABLE search USING fts5 (
    text,
    content = '',
    columnsize = 0,
    detail = none,
    tokenize = 'trigram case_sensitive 1'
);

INSERT INTO search (rowid, text) SELECT row, replace(search_text, char(0), ' ') FROM calls ORDER BY row;
