-- What a person adds to what was saved: tags, notes, highlights, collections, corrections, watches, and the journal that takes
-- changes back. docs/SCHEMA.md explains it for people who have only the file.

ALTER TABLE article ADD COLUMN checked INTEGER;                            -- last look that found nothing new, or NULL
ALTER TABLE article ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0;          -- whether a person chose the version that is shown
ALTER TABLE article ADD COLUMN changed_from INTEGER;                       -- the version that was read, when the page changed since
ALTER TABLE version ADD COLUMN repaired INTEGER NOT NULL DEFAULT 0;        -- whether a person's corrections were applied
ALTER TABLE version ADD COLUMN unmatched TEXT;                             -- beginnings of those that found nothing, or NULL
ALTER TABLE version ADD COLUMN reason TEXT NOT NULL DEFAULT 'save';        -- save | refetch | given | cleaned | repaired
ALTER TABLE job ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';                -- paths of tags for the article

-- The indexes of the first schema, one for each shelf and each way to sort it, made every change of a state or a star dear.
DROP INDEX article_inbox_saved;
DROP INDEX article_inbox_published;
DROP INDEX article_inbox_title;
DROP INDEX article_inbox_site;
DROP INDEX article_unread_saved;
DROP INDEX article_unread_published;
DROP INDEX article_unread_title;
DROP INDEX article_unread_site;
DROP INDEX article_reading_saved;
DROP INDEX article_reading_published;
DROP INDEX article_reading_title;
DROP INDEX article_reading_site;
DROP INDEX article_state_saved;
DROP INDEX article_state_published;
DROP INDEX article_state_title;
DROP INDEX article_state_site;
DROP INDEX article_starred_saved;
DROP INDEX article_starred_published;
DROP INDEX article_starred_title;
DROP INDEX article_starred_site;
DROP INDEX article_archived_saved;
DROP INDEX article_archived_published;
DROP INDEX article_archived_title;
DROP INDEX article_archived_site;
DROP INDEX article_all_saved;
DROP INDEX article_all_published;
DROP INDEX article_all_title;
DROP INDEX article_all_site;
DROP INDEX article_incomplete_saved;
DROP INDEX article_incomplete_published;
DROP INDEX article_incomplete_title;
DROP INDEX article_incomplete_site;
DROP INDEX article_trash_saved;
DROP INDEX article_trash_published;
DROP INDEX article_trash_title;
DROP INDEX article_trash_site;
-- Any page of any list is read in order, without sorting, from an index alone: which is why the columns of conditions follow
-- the sort's. One for each way to sort holds all that stands outside the trash, one what lies in it; of the order that lists
-- have first, shelves that may be small have their own. Every further index would cost each change of a state or a star.
CREATE INDEX article_all_saved ON article (saved, id, trashed, archived, state, starred, complete) WHERE trashed IS NULL;
CREATE INDEX article_all_published ON article (published_sort, id, trashed, archived, state, starred, complete) WHERE trashed IS NULL;
CREATE INDEX article_all_title ON article (title_sort, id, trashed, archived, state, starred, complete) WHERE trashed IS NULL;
CREATE INDEX article_all_site ON article (site_sort, saved DESC, id DESC, trashed, archived, state, starred, complete) WHERE trashed IS NULL;
CREATE INDEX article_trash_saved ON article (saved, id, trashed, state) WHERE trashed IS NOT NULL;
CREATE INDEX article_trash_published ON article (published_sort, id, trashed, state) WHERE trashed IS NOT NULL;
CREATE INDEX article_trash_title ON article (title_sort, id, trashed, state) WHERE trashed IS NOT NULL;
CREATE INDEX article_trash_site ON article (site_sort, saved DESC, id DESC, trashed, state) WHERE trashed IS NOT NULL;
CREATE INDEX article_inbox_saved ON article (saved, id, trashed, archived) WHERE trashed IS NULL AND archived = 0;
CREATE INDEX article_state_saved ON article (state, saved, id, trashed, archived) WHERE trashed IS NULL;
CREATE INDEX article_starred_saved ON article (saved, id, trashed, starred) WHERE trashed IS NULL AND starred = 1;
CREATE INDEX article_archived_saved ON article (saved, id, trashed, archived) WHERE trashed IS NULL AND archived = 1;
CREATE INDEX article_incomplete_saved ON article (saved, id, trashed, complete) WHERE trashed IS NULL AND complete = 0;

-- What differs between a version and the one before it, once it was asked for: derived, and made again when it is lost.
CREATE TABLE version_change (
    version_id INTEGER PRIMARY KEY REFERENCES version (id) ON DELETE CASCADE,
    before_id  INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    summary    TEXT    NOT NULL                       -- JSON
) STRICT;
CREATE INDEX version_change_before ON version_change (before_id);

-- A tag is a path; every step of it that comes before has a row of its own.
CREATE TABLE tag (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id INTEGER REFERENCES tag (id),            -- the tag of the path without its last step
    path      TEXT    NOT NULL,                       -- world/iran/protests, as the person spells it
    path_key  TEXT    NOT NULL UNIQUE,                -- folded: what makes two spellings the same tag
    color     TEXT,
    created   INTEGER NOT NULL
) STRICT;
CREATE INDEX tag_parent ON tag (parent_id);

CREATE TABLE article_tag (
    tag_id     INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    added      INTEGER NOT NULL,
    PRIMARY KEY (article_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tag_tag ON article_tag (tag_id);

-- What the triggers below keep of tags and their articles, so that neither a list nor a count looks at more than it shows.

-- Each tag with itself and all it stands under.
CREATE TABLE tag_above (
    tag_id   INTEGER NOT NULL,
    above_id INTEGER NOT NULL,
    PRIMARY KEY (tag_id, above_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_above_above ON tag_above (above_id);

-- Each tag with the articles that have it or one below it, each once.
CREATE TABLE tag_article (
    tag_id     INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (tag_id, article_id)
) STRICT, WITHOUT ROWID;

-- How many of those are outside the trash.
CREATE TABLE tag_count (
    tag_id   INTEGER PRIMARY KEY,
    articles INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TRIGGER tag_made AFTER INSERT ON tag BEGIN
    INSERT INTO tag_count (tag_id) VALUES (NEW.id);
    INSERT INTO tag_above SELECT NEW.id, NEW.id UNION SELECT NEW.id, above_id FROM tag_above WHERE tag_id = NEW.parent_id;
END;
-- Before the row is gone: a tag's articles leave the tags above it by what tag_above says.
CREATE TRIGGER tag_unmade BEFORE DELETE ON tag BEGIN
    DELETE FROM article_tag WHERE tag_id = OLD.id;
    DELETE FROM tag_above WHERE tag_id = OLD.id;
    DELETE FROM tag_count WHERE tag_id = OLD.id;
END;
CREATE TRIGGER tag_moved AFTER UPDATE OF parent_id ON tag WHEN NEW.parent_id IS NOT OLD.parent_id BEGIN
    DELETE FROM tag_above WHERE tag_id IN (SELECT tag_id FROM tag_above WHERE above_id = NEW.id)
        AND above_id IN (SELECT above_id FROM tag_above WHERE tag_id = OLD.parent_id);
    DELETE FROM tag_article WHERE tag_id IN (SELECT above_id FROM tag_above WHERE tag_id = OLD.parent_id)
        AND article_id IN (SELECT article_id FROM tag_article WHERE tag_id = NEW.id)
        AND NOT EXISTS (SELECT 1 FROM article_tag AS own CROSS JOIN tag_above AS above ON above.tag_id = own.tag_id
            WHERE own.article_id = tag_article.article_id AND above.above_id = tag_article.tag_id);
    INSERT INTO tag_above SELECT below.tag_id, above.above_id FROM tag_above AS below, tag_above AS above
        WHERE below.above_id = NEW.id AND above.tag_id = NEW.parent_id;
    INSERT INTO tag_article SELECT above.above_id, own.article_id FROM tag_article AS own, tag_above AS above
        WHERE own.tag_id = NEW.id AND above.tag_id = NEW.parent_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER article_tagged AFTER INSERT ON article_tag BEGIN
    INSERT INTO tag_article SELECT above_id, NEW.article_id FROM tag_above WHERE tag_id = NEW.tag_id ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER article_untagged AFTER DELETE ON article_tag BEGIN
    DELETE FROM tag_article WHERE article_id = OLD.article_id AND tag_id IN (
        SELECT above_id FROM tag_above WHERE tag_id = OLD.tag_id
        EXCEPT SELECT above.above_id FROM article_tag AS own CROSS JOIN tag_above AS above ON above.tag_id = own.tag_id
            WHERE own.article_id = OLD.article_id);
END;
CREATE TRIGGER tag_counted AFTER INSERT ON tag_article
WHEN EXISTS (SELECT 1 FROM article WHERE id = NEW.article_id AND trashed IS NULL) BEGIN
    UPDATE tag_count SET articles = articles + 1 WHERE tag_id = NEW.tag_id;
END;
CREATE TRIGGER tag_uncounted AFTER DELETE ON tag_article
WHEN EXISTS (SELECT 1 FROM article WHERE id = OLD.article_id AND trashed IS NULL) BEGIN
    UPDATE tag_count SET articles = articles - 1 WHERE tag_id = OLD.tag_id;
END;
CREATE TRIGGER tag_recounted AFTER UPDATE OF trashed ON article WHEN (NEW.trashed IS NULL) <> (OLD.trashed IS NULL) BEGIN
    UPDATE tag_count SET articles = articles + iif(NEW.trashed IS NULL, 1, -1) WHERE tag_id IN (
        SELECT above.above_id FROM article_tag AS own CROSS JOIN tag_above AS above ON above.tag_id = own.tag_id
        WHERE own.article_id = NEW.id);
END;
-- As tag_unmade: while the article still says whether it was counted.
CREATE TRIGGER article_tags_unmade BEFORE DELETE ON article BEGIN
    DELETE FROM article_tag WHERE article_id = OLD.id;
END;

-- Markdown; a note without an article stands for itself.
CREATE TABLE note (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER REFERENCES article (id) ON DELETE SET NULL,  -- what a person wrote outlives the article
    text       TEXT    NOT NULL,
    created    INTEGER NOT NULL,
    updated    INTEGER NOT NULL
) STRICT;
CREATE INDEX note_article ON note (article_id);
CREATE INDEX note_updated ON note (updated);

-- The [[links]] of a note, in the order they stand: derived from its text, but for the article, which stays the one that was meant.
CREATE TABLE note_link (
    note_id    INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    target     TEXT    NOT NULL,                      -- as it stands between the brackets
    target_key TEXT    NOT NULL,                      -- article_url.url of a URL, article.title_sort of a title
    article_id INTEGER REFERENCES article (id) ON DELETE SET NULL,
    PRIMARY KEY (note_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_link_article ON note_link (article_id);
-- Links that wait for their article find it when it is saved.
CREATE INDEX note_link_open ON note_link (target_key) WHERE article_id IS NULL;
CREATE TRIGGER note_link_title AFTER INSERT ON article BEGIN
    UPDATE note_link SET article_id = NEW.id WHERE article_id IS NULL AND target_key = NEW.title_sort;
END;
CREATE TRIGGER note_link_new_title AFTER UPDATE OF title_sort ON article WHEN NEW.title_sort <> OLD.title_sort BEGIN
    UPDATE note_link SET article_id = NEW.id WHERE article_id IS NULL AND target_key = NEW.title_sort;
END;
CREATE TRIGGER note_link_url AFTER INSERT ON article_url BEGIN
    UPDATE note_link SET article_id = NEW.article_id WHERE article_id IS NULL AND target_key = NEW.url;
END;

-- A marked passage, as the selectors of the W3C Web Annotation model, on the version it was marked in.
CREATE TABLE highlight (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    version_id INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    exact      TEXT    NOT NULL,
    prefix     TEXT    NOT NULL,                      -- up to 32 characters before it
    suffix     TEXT    NOT NULL,                      -- and after
    "start"    INTEGER NOT NULL,                      -- code points of the version's reading text
    "end"      INTEGER NOT NULL,
    color      TEXT    NOT NULL,                      -- yellow | green | blue | pink
    note       TEXT,                                  -- Markdown
    created    INTEGER NOT NULL,
    updated    INTEGER NOT NULL
) STRICT;
CREATE INDEX highlight_article ON highlight (article_id);
CREATE INDEX highlight_version ON highlight (version_id);
CREATE INDEX highlight_created ON highlight (created);

CREATE TABLE highlight_tag (
    highlight_id INTEGER NOT NULL REFERENCES highlight (id) ON DELETE CASCADE,
    tag_id       INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    PRIMARY KEY (highlight_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX highlight_tag_tag ON highlight_tag (tag_id);

-- Where a highlight stands in another version: derived, and found again when it is lost.
CREATE TABLE highlight_place (
    highlight_id INTEGER NOT NULL REFERENCES highlight (id) ON DELETE CASCADE,
    version_id   INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    "start"      INTEGER,                             -- NULL: it is not found there
    "end"        INTEGER,
    how          TEXT    NOT NULL,                    -- exact | context | approximate | none
    PRIMARY KEY (highlight_id, version_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX highlight_place_version ON highlight_place (version_id);

-- A collection, or, with a query, a saved search that stands beside them.
CREATE TABLE collection (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id   INTEGER REFERENCES collection (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    description TEXT    NOT NULL DEFAULT '',          -- Markdown
    cover       TEXT REFERENCES asset (sha256) ON DELETE SET NULL,
    query       TEXT,                                 -- JSON
    position    INTEGER NOT NULL,                     -- order among its siblings
    created     INTEGER NOT NULL,
    updated     INTEGER NOT NULL
) STRICT;
CREATE INDEX collection_parent ON collection (parent_id, position);
CREATE INDEX collection_cover ON collection (cover);

CREATE TABLE collection_article (
    collection_id INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    article_id    INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,                   -- order by hand
    added         INTEGER NOT NULL,
    PRIMARY KEY (collection_id, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_article_position ON collection_article (collection_id, position);
CREATE INDEX collection_article_article ON collection_article (article_id);

-- How many articles outside the trash each collection holds; kept by the triggers below.
CREATE TABLE collection_count (
    collection_id INTEGER PRIMARY KEY REFERENCES collection (id) ON DELETE CASCADE,
    articles      INTEGER NOT NULL
) STRICT;
CREATE TRIGGER collection_counted AFTER INSERT ON collection
BEGIN INSERT INTO collection_count VALUES (NEW.id, 0); END;
CREATE TRIGGER collection_article_counted AFTER INSERT ON collection_article
WHEN EXISTS (SELECT 1 FROM article WHERE id = NEW.article_id AND trashed IS NULL)
BEGIN UPDATE collection_count SET articles = articles + 1 WHERE collection_id = NEW.collection_id; END;
CREATE TRIGGER collection_article_uncounted AFTER DELETE ON collection_article
WHEN EXISTS (SELECT 1 FROM article WHERE id = OLD.article_id AND trashed IS NULL)
BEGIN UPDATE collection_count SET articles = articles - 1 WHERE collection_id = OLD.collection_id; END;
CREATE TRIGGER collection_trashed AFTER UPDATE OF trashed ON article WHEN (NEW.trashed IS NULL) <> (OLD.trashed IS NULL)
BEGIN
    UPDATE collection_count SET articles = articles + iif(NEW.trashed IS NULL, 1, -1)
    WHERE collection_id IN (SELECT collection_id FROM collection_article WHERE article_id = NEW.id);
END;
-- The article is gone when its rows in collections follow it.
CREATE TRIGGER collection_left BEFORE DELETE ON article WHEN OLD.trashed IS NULL
BEGIN
    UPDATE collection_count SET articles = articles - 1
    WHERE collection_id IN (SELECT collection_id FROM collection_article WHERE article_id = OLD.id);
END;

-- A person's corrections of a copy, applied whenever the article's page is cleaned again.
CREATE TABLE repair (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    edits      TEXT    NOT NULL                       -- JSON
) STRICT;

-- Articles that are fetched again from time to time.
CREATE TABLE watch (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    every      INTEGER NOT NULL,                      -- milliseconds
    "next"     INTEGER NOT NULL,                      -- not before this time
    failures   INTEGER NOT NULL DEFAULT 0,            -- looks that failed since the last one that did not
    unchanged  INTEGER NOT NULL DEFAULT 0             -- looks that found nothing new since the last one that did
) STRICT;
CREATE INDEX watch_next ON watch ("next");

-- What a person changed, newest last, and how it is taken back.
CREATE TABLE undo_step (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    made    INTEGER NOT NULL,
    what    TEXT    NOT NULL,                         -- {action, count, name}
    undone  INTEGER,                                  -- NULL, or its place among the steps that were taken back: `changes` then does it again
    changes BLOB    NOT NULL                          -- zstd of JSON arrays, one a line
) STRICT;
CREATE INDEX undo_step_undone ON undo_step (undone);

-- What has changed since it was last brought into the search index; the program reads it at the end of each change.
CREATE TABLE stale (
    kind TEXT    NOT NULL,                            -- article | note | highlight
    id   INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER article_stale AFTER UPDATE OF version_id, title, authors, site ON article
WHEN NEW.version_id IS NOT OLD.version_id OR NEW.title <> OLD.title OR NEW.authors <> OLD.authors OR NEW.site <> OLD.site
BEGIN INSERT OR IGNORE INTO stale VALUES ('article', NEW.id); END;
CREATE TRIGGER note_stale_new AFTER INSERT ON note BEGIN INSERT OR IGNORE INTO stale VALUES ('note', NEW.id); END;
CREATE TRIGGER note_stale AFTER UPDATE OF text ON note BEGIN INSERT OR IGNORE INTO stale VALUES ('note', NEW.id); END;
CREATE TRIGGER note_stale_gone AFTER DELETE ON note BEGIN INSERT OR IGNORE INTO stale VALUES ('note', OLD.id); END;
CREATE TRIGGER highlight_stale_new AFTER INSERT ON highlight BEGIN INSERT OR IGNORE INTO stale VALUES ('highlight', NEW.id); END;
CREATE TRIGGER highlight_stale AFTER UPDATE OF exact, note ON highlight
BEGIN INSERT OR IGNORE INTO stale VALUES ('highlight', NEW.id); END;
CREATE TRIGGER highlight_stale_gone AFTER DELETE ON highlight BEGIN INSERT OR IGNORE INTO stale VALUES ('highlight', OLD.id); END;

-- The words of notes and of highlights (the passage and what was noted on it), as in `search`.
CREATE VIRTUAL TABLE note_search USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE highlight_search USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'ascii');
