-- Searching: an index of every place where words stand, how many articles have each word, and what lists are narrowed by.
-- All of it is derived. docs/SCHEMA.md explains it for people who have only the file.

DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (title, by, site, lead, text, content = '', contentless_delete = 1, tokenize = 'ascii');
-- Where each word stands: read by word, many million places a second.
CREATE VIRTUAL TABLE search_word USING fts5vocab (search, instance);
CREATE VIRTUAL TABLE note_word USING fts5vocab (note_search, instance);
CREATE VIRTUAL TABLE highlight_word USING fts5vocab (highlight_search, instance);

-- How many articles have each word of the index, wherever it stands in them.
CREATE TABLE search_term (
    term     TEXT    PRIMARY KEY,
    articles INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was indexed of each article, so that its words can be taken back when they change.
CREATE TABLE search_article (
    article_id INTEGER PRIMARY KEY,                   -- no cascade: whoever deletes the article takes its words out of the counts
    version_id INTEGER NOT NULL,
    title      TEXT    NOT NULL,
    authors    TEXT    NOT NULL,                      -- separated by spaces
    site       TEXT    NOT NULL
) STRICT;

-- What articles are narrowed, counted and ranked by, 512 of them in a row: those whose number divided by 512 is `block`.
CREATE TABLE search_fact (
    block INTEGER PRIMARY KEY,
    facts BLOB    NOT NULL                            -- 24 bytes each (docs/SCHEMA.md)
) STRICT;
-- The names that facts have numbers of.
CREATE TABLE search_name (
    kind TEXT    NOT NULL,                            -- host | site | language
    id   INTEGER NOT NULL,                            -- from 1
    name TEXT    NOT NULL,
    PRIMARY KEY (kind, id),
    UNIQUE (kind, name)
) STRICT, WITHOUT ROWID;
-- The whole of it: how many articles are in the index, how many words they have, and a number that changes when any of them does.
CREATE TABLE search_whole (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    articles INTEGER NOT NULL DEFAULT 0,
    words    INTEGER NOT NULL DEFAULT 0,
    changes  INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO search_whole (id) VALUES (1);

-- Articles whose words are not in the index yet, because there were too many to bring them in at once.
CREATE TABLE search_behind (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE
) STRICT;
INSERT INTO search_behind SELECT id FROM article WHERE version_id IS NOT NULL;

-- What facts say; article_stale sees to the rest.
CREATE TRIGGER article_facts_stale AFTER UPDATE OF host, words, language, published_sort, saved ON article
WHEN NEW.version_id IS NOT NULL AND (NEW.host <> OLD.host OR NEW.words <> OLD.words OR NEW.language IS NOT OLD.language
    OR NEW.published_sort IS NOT OLD.published_sort OR NEW.saved <> OLD.saved)
BEGIN INSERT INTO stale VALUES ('article', NEW.id); END;

-- A chain over everything that was captured, so that a later change of it shows: each link is a sum over the one before. No link
-- is ever changed or deleted; those of versions that are deleted for good stay.
CREATE TABLE capture_chain (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    version_id INTEGER NOT NULL,                      -- version.id, of one that may be gone
    made       INTEGER NOT NULL,
    record     TEXT    NOT NULL,                      -- SHA-256 of what was captured (docs/PROOF.md)
    before     TEXT    NOT NULL,                      -- sum of the link before; of the first one 64 zeros
    sum        TEXT    NOT NULL                       -- SHA-256 of before, version_id, made and record
) STRICT;
CREATE INDEX capture_chain_version ON capture_chain (version_id);
