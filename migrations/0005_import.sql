-- What was taken in from files of other programs, row by row, so that nothing of them is lost and nothing is taken in twice.

CREATE TABLE import (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT    NOT NULL,                        -- of the file
    format   TEXT    NOT NULL,                        -- pocket-zip | instapaper | bookmarks | … (docs/IMPORT.md)
    sha256   TEXT    NOT NULL UNIQUE,                 -- of the file; of a folder, of the names and files in it
    options  TEXT    NOT NULL,                        -- JSON: {tags, shelf, fetch, skip_feeds}
    started  INTEGER NOT NULL,
    finished INTEGER                                  -- NULL: it broke off, and goes on when the file is taken in again
) STRICT;

CREATE TABLE import_row (
    id         INTEGER PRIMARY KEY,
    import_id  INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    row        INTEGER NOT NULL,                      -- from 1, in the order of the file
    place      TEXT    NOT NULL,                      -- where it stands in the file, for a person
    outcome    TEXT    NOT NULL,                      -- imported | merged | skipped | failed
    why        TEXT,                                  -- of what was skipped or failed
    url        TEXT,                                  -- as the file has it
    title      TEXT,
    article_id INTEGER REFERENCES article (id) ON DELETE SET NULL,
    source     BLOB    NOT NULL,                      -- zstd of what stands in the file
    UNIQUE (import_id, row)
) STRICT;
CREATE INDEX import_row_article ON import_row (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX import_row_outcome ON import_row (import_id, outcome, row);
