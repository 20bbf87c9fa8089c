-- The archive's first schema. docs/SCHEMA.md explains it for people who have only the file.
-- Times are integers: milliseconds since 1970-01-01 UTC. Texts are UTF-8. Lists are JSON arrays.

CREATE TABLE article (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    url            TEXT    NOT NULL UNIQUE,           -- canonical URL, normalised: the article's identity
    original_url   TEXT    NOT NULL,                  -- as the person gave it
    version_id     INTEGER REFERENCES version (id) DEFERRABLE INITIALLY DEFERRED,  -- the version shown
    title          TEXT    NOT NULL,
    title_sort     TEXT    NOT NULL,                  -- case-folded, without accents and opening quotes
    authors        TEXT    NOT NULL DEFAULT '[]',
    site           TEXT    NOT NULL,
    site_sort      TEXT    NOT NULL,
    host           TEXT    NOT NULL,                  -- of url, without www.
    language       TEXT,
    rtl            INTEGER NOT NULL DEFAULT 0,
    published      TEXT,                              -- ISO 8601, as precise as the page is
    published_sort INTEGER,                           -- the same as a time
    excerpt        TEXT    NOT NULL DEFAULT '',
    words          INTEGER NOT NULL DEFAULT 0,
    minutes        INTEGER NOT NULL DEFAULT 1,
    lead_asset     TEXT REFERENCES asset (sha256),
    complete       INTEGER NOT NULL DEFAULT 1,
    doubts         TEXT    NOT NULL DEFAULT '[]',     -- names of what speaks against a whole copy
    missing_assets INTEGER NOT NULL DEFAULT 0,
    saved          INTEGER NOT NULL,
    state          INTEGER NOT NULL DEFAULT 0,        -- 0 unread, 1 reading, 2 read
    starred        INTEGER NOT NULL DEFAULT 0,
    archived       INTEGER NOT NULL DEFAULT 0,
    trashed        INTEGER,                           -- when, or NULL
    position       REAL    NOT NULL DEFAULT 0         -- 0 top … 1 end
) STRICT;
CREATE INDEX article_version ON article (version_id);
CREATE INDEX article_lead_asset ON article (lead_asset);
CREATE INDEX article_host ON article (host, saved, id);
CREATE INDEX article_incomplete ON article (id) WHERE complete = 0;
CREATE INDEX article_missing ON article (missing_assets) WHERE missing_assets > 0;

-- One index for each shelf and each way to sort it, holding only what stands there: any page of any list is read in order,
-- without sorting, from an index alone (which is why the columns of conditions follow the sort's). The shelf of read
-- articles, and all articles in one state, are in the indexes that begin with the state.
CREATE INDEX article_inbox_saved ON article (saved, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 0;
CREATE INDEX article_inbox_published ON article (published_sort, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 0;
CREATE INDEX article_inbox_title ON article (title_sort, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 0;
CREATE INDEX article_inbox_site ON article (site_sort, saved DESC, id DESC, trashed, archived, state) WHERE trashed IS NULL AND archived = 0;
CREATE INDEX article_unread_saved ON article (saved, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 0 AND state = 0;
CREATE INDEX article_unread_published ON article (published_sort, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 0 AND state = 0;
CREATE INDEX article_unread_title ON article (title_sort, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 0 AND state = 0;
CREATE INDEX article_unread_site ON article (site_sort, saved DESC, id DESC, trashed, archived, state) WHERE trashed IS NULL AND archived = 0 AND state = 0;
CREATE INDEX article_reading_saved ON article (saved, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 0 AND state = 1;
CREATE INDEX article_reading_published ON article (published_sort, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 0 AND state = 1;
CREATE INDEX article_reading_title ON article (title_sort, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 0 AND state = 1;
CREATE INDEX article_reading_site ON article (site_sort, saved DESC, id DESC, trashed, archived, state) WHERE trashed IS NULL AND archived = 0 AND state = 1;
CREATE INDEX article_state_saved ON article (state, saved, id, trashed) WHERE trashed IS NULL;
CREATE INDEX article_state_published ON article (state, published_sort, id, trashed) WHERE trashed IS NULL;
CREATE INDEX article_state_title ON article (state, title_sort, id, trashed) WHERE trashed IS NULL;
CREATE INDEX article_state_site ON article (state, site_sort, saved DESC, id DESC, trashed) WHERE trashed IS NULL;
CREATE INDEX article_starred_saved ON article (saved, id, trashed, starred, state) WHERE trashed IS NULL AND starred = 1;
CREATE INDEX article_starred_published ON article (published_sort, id, trashed, starred, state) WHERE trashed IS NULL AND starred = 1;
CREATE INDEX article_starred_title ON article (title_sort, id, trashed, starred, state) WHERE trashed IS NULL AND starred = 1;
CREATE INDEX article_starred_site ON article (site_sort, saved DESC, id DESC, trashed, starred, state) WHERE trashed IS NULL AND starred = 1;
CREATE INDEX article_archived_saved ON article (saved, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 1;
CREATE INDEX article_archived_published ON article (published_sort, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 1;
CREATE INDEX article_archived_title ON article (title_sort, id, trashed, archived, state) WHERE trashed IS NULL AND archived = 1;
CREATE INDEX article_archived_site ON article (site_sort, saved DESC, id DESC, trashed, archived, state) WHERE trashed IS NULL AND archived = 1;
CREATE INDEX article_all_saved ON article (saved, id, trashed) WHERE trashed IS NULL;
CREATE INDEX article_all_published ON article (published_sort, id, trashed) WHERE trashed IS NULL;
CREATE INDEX article_all_title ON article (title_sort, id, trashed) WHERE trashed IS NULL;
CREATE INDEX article_all_site ON article (site_sort, saved DESC, id DESC, trashed) WHERE trashed IS NULL;
CREATE INDEX article_incomplete_saved ON article (saved, id, trashed, complete, state) WHERE trashed IS NULL AND complete = 0;
CREATE INDEX article_incomplete_published ON article (published_sort, id, trashed, complete, state) WHERE trashed IS NULL AND complete = 0;
CREATE INDEX article_incomplete_title ON article (title_sort, id, trashed, complete, state) WHERE trashed IS NULL AND complete = 0;
CREATE INDEX article_incomplete_site ON article (site_sort, saved DESC, id DESC, trashed, complete, state) WHERE trashed IS NULL AND complete = 0;
CREATE INDEX article_trash_saved ON article (saved, id, trashed, state) WHERE trashed IS NOT NULL;
CREATE INDEX article_trash_published ON article (published_sort, id, trashed, state) WHERE trashed IS NOT NULL;
CREATE INDEX article_trash_title ON article (title_sort, id, trashed, state) WHERE trashed IS NOT NULL;
CREATE INDEX article_trash_site ON article (site_sort, saved DESC, id DESC, trashed, state) WHERE trashed IS NOT NULL;

-- How many articles stand on each shelf; kept by the triggers below.
CREATE TABLE shelf_count (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    "inbox"    INTEGER NOT NULL DEFAULT 0,
    "unread"   INTEGER NOT NULL DEFAULT 0,
    "reading"  INTEGER NOT NULL DEFAULT 0,
    "read"     INTEGER NOT NULL DEFAULT 0,
    "starred"  INTEGER NOT NULL DEFAULT 0,
    "archived" INTEGER NOT NULL DEFAULT 0,
    "incomplete" INTEGER NOT NULL DEFAULT 0,
    "all"      INTEGER NOT NULL DEFAULT 0,
    "trash"    INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO shelf_count (id) VALUES (1);
CREATE TRIGGER article_counted AFTER INSERT ON article BEGIN
    UPDATE shelf_count SET
        "inbox" = "inbox" + (NEW.trashed IS NULL AND NEW.archived = 0),
        "unread" = "unread" + (NEW.trashed IS NULL AND NEW.archived = 0 AND NEW.state = 0),
        "reading" = "reading" + (NEW.trashed IS NULL AND NEW.archived = 0 AND NEW.state = 1),
        "read" = "read" + (NEW.trashed IS NULL AND NEW.state = 2),
        "starred" = "starred" + (NEW.trashed IS NULL AND NEW.starred = 1),
        "archived" = "archived" + (NEW.trashed IS NULL AND NEW.archived = 1),
        "incomplete" = "incomplete" + (NEW.trashed IS NULL AND NEW.complete = 0),
        "all" = "all" + (NEW.trashed IS NULL),
        "trash" = "trash" + (NEW.trashed IS NOT NULL);
END;
CREATE TRIGGER article_uncounted AFTER DELETE ON article BEGIN
    UPDATE shelf_count SET
        "inbox" = "inbox" - (OLD.trashed IS NULL AND OLD.archived = 0),
        "unread" = "unread" - (OLD.trashed IS NULL AND OLD.archived = 0 AND OLD.state = 0),
        "reading" = "reading" - (OLD.trashed IS NULL AND OLD.archived = 0 AND OLD.state = 1),
        "read" = "read" - (OLD.trashed IS NULL AND OLD.state = 2),
        "starred" = "starred" - (OLD.trashed IS NULL AND OLD.starred = 1),
        "archived" = "archived" - (OLD.trashed IS NULL AND OLD.archived = 1),
        "incomplete" = "incomplete" - (OLD.trashed IS NULL AND OLD.complete = 0),
        "all" = "all" - (OLD.trashed IS NULL),
        "trash" = "trash" - (OLD.trashed IS NOT NULL);
END;
CREATE TRIGGER article_recounted AFTER UPDATE OF state, starred, archived, trashed, complete ON article BEGIN
    UPDATE shelf_count SET
        "inbox" = "inbox" + (NEW.trashed IS NULL AND NEW.archived = 0) - (OLD.trashed IS NULL AND OLD.archived = 0),
        "unread" = "unread" + (NEW.trashed IS NULL AND NEW.archived = 0 AND NEW.state = 0) - (OLD.trashed IS NULL AND OLD.archived = 0 AND OLD.state = 0),
        "reading" = "reading" + (NEW.trashed IS NULL AND NEW.archived = 0 AND NEW.state = 1) - (OLD.trashed IS NULL AND OLD.archived = 0 AND OLD.state = 1),
        "read" = "read" + (NEW.trashed IS NULL AND NEW.state = 2) - (OLD.trashed IS NULL AND OLD.state = 2),
        "starred" = "starred" + (NEW.trashed IS NULL AND NEW.starred = 1) - (OLD.trashed IS NULL AND OLD.starred = 1),
        "archived" = "archived" + (NEW.trashed IS NULL AND NEW.archived = 1) - (OLD.trashed IS NULL AND OLD.archived = 1),
        "incomplete" = "incomplete" + (NEW.trashed IS NULL AND NEW.complete = 0) - (OLD.trashed IS NULL AND OLD.complete = 0),
        "all" = "all" + (NEW.trashed IS NULL) - (OLD.trashed IS NULL),
        "trash" = "trash" + (NEW.trashed IS NOT NULL) - (OLD.trashed IS NOT NULL);
END;

-- Every normalised URL that is known to lead to an article, its own included.
CREATE TABLE article_url (
    url        TEXT    PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX article_url_article ON article_url (article_id);

-- What a server sent, kept for ever so that a better extractor can read it again.
CREATE TABLE response (
    id        INTEGER PRIMARY KEY,
    final_url TEXT    NOT NULL,
    redirects TEXT    NOT NULL DEFAULT '[]',          -- [{url, status}]
    status    INTEGER NOT NULL,
    headers   TEXT    NOT NULL DEFAULT '[]',          -- [[name, value]]
    fetched   INTEGER NOT NULL,
    sha256    TEXT    NOT NULL,                       -- of the body before zstd
    body_size INTEGER NOT NULL,                       -- before zstd
    private   INTEGER NOT NULL DEFAULT 0,             -- 1 when it came from a private address: its pictures may, too
    body      BLOB    NOT NULL                        -- zstd
) STRICT;

-- One clean copy of an article; immutable.
CREATE TABLE version (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id   INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    response_id  INTEGER NOT NULL REFERENCES response (id),
    created      INTEGER NOT NULL,
    words        INTEGER NOT NULL,
    charset      TEXT    NOT NULL,
    extractor    TEXT    NOT NULL,
    diagnosis    TEXT    NOT NULL,                    -- {complete, doubts, evidence}
    lead_picture INTEGER,                             -- version_asset.n
    rule         TEXT,                                -- {host, matched, unmatched} of the site rule used, or NULL
    html_sha256  TEXT    NOT NULL,
    text_sha256  TEXT    NOT NULL,
    metadata     TEXT    NOT NULL,                    -- JSON object
    text         TEXT    NOT NULL,
    html         TEXT    NOT NULL                     -- <img data-asset="N"> refers to version_asset.n
) STRICT;
CREATE INDEX version_article ON version (article_id, id);
CREATE INDEX version_response ON version (response_id);

-- What a version was made of besides its first response: the further pages of its article in order, or another form of it.
CREATE TABLE version_part (
    version_id  INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,                     -- from 1
    part        TEXT    NOT NULL,                     -- page | single | print | amp
    response_id INTEGER NOT NULL REFERENCES response (id),
    PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_part_response ON version_part (response_id);

-- The last look at an article's page, when what came of it is not shown: the copy that is shown was better.
CREATE TABLE failed_attempt (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    tried      INTEGER NOT NULL,
    version_id INTEGER REFERENCES version (id) ON DELETE CASCADE,  -- the worse copy, which is kept too
    error      TEXT,                                  -- {kind, message, hint}, when there was no copy at all
    CHECK ((version_id IS NULL) = (error IS NOT NULL))
) STRICT;
CREATE INDEX failed_attempt_version ON failed_attempt (version_id);

-- A picture, once however many articles show it.
CREATE TABLE asset (
    id     INTEGER PRIMARY KEY,
    sha256 TEXT    NOT NULL UNIQUE,
    mime   TEXT    NOT NULL,
    width  INTEGER,
    height INTEGER,
    bytes  INTEGER NOT NULL,
    data   BLOB    NOT NULL
) STRICT;
CREATE INDEX asset_bytes ON asset (bytes);

-- A picture made small for lists, when one was asked for: derived, and made again when it is lost.
CREATE TABLE thumbnail (
    asset_id INTEGER PRIMARY KEY REFERENCES asset (id) ON DELETE CASCADE,
    maker    INTEGER NOT NULL,                        -- number of the way it was made
    mime     TEXT,
    data     BLOB,                                    -- NULL, as mime: the picture itself must do
    CHECK ((mime IS NULL) = (data IS NULL))
) STRICT;

-- Where a picture stands in a version, or why it is missing.
CREATE TABLE version_asset (
    version_id   INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    n            INTEGER NOT NULL,
    url          TEXT    NOT NULL,                    -- of an embedded picture only the part before its data
    alternatives TEXT    NOT NULL DEFAULT '[]',
    asset_id     INTEGER REFERENCES asset (id),
    reason       TEXT,                                -- NULL when asset_id is set
    message      TEXT,
    PRIMARY KEY (version_id, n),
    CHECK ((asset_id IS NULL) = (reason IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX version_asset_asset ON version_asset (asset_id);

-- Every hyperlink of a version, and where it stood.
CREATE TABLE link (
    version_id INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    url        TEXT    NOT NULL,                      -- absolute, as on the page
    url_key    TEXT    NOT NULL,                      -- normalised: joins article_url.url
    text       TEXT    NOT NULL,
    context    TEXT    NOT NULL,                      -- body | related
    heading    TEXT,
    PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link (url_key);

-- What is still to be fetched. A running job whose lease has run out belongs to nobody.
CREATE TABLE job (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL,                      -- save | refetch | retry-pictures
    url        TEXT    NOT NULL,                      -- as the person gave it
    url_key    TEXT,                                  -- normalised; NULL when it is not a URL
    article_id INTEGER REFERENCES article (id) ON DELETE CASCADE,
    state      TEXT    NOT NULL,                      -- queued | running | done | failed | cancelled
    tries      INTEGER NOT NULL DEFAULT 0,
    error      TEXT,                                  -- {kind, message, hint}
    outcome    TEXT,                                  -- {id, status, version, …}
    next_try   INTEGER,
    lease      INTEGER,                               -- the worker must renew before this time
    worker     TEXT,
    added      INTEGER NOT NULL,
    page       BLOB                                   -- zstd of a page given as a file, until the job has ended
) STRICT;
CREATE INDEX job_state ON job (state, next_try);
CREATE INDEX job_url ON job (url_key);
CREATE INDEX job_article ON job (article_id);

-- What the person says of the pages of a site, as TOML (docs/RULES.md).
CREATE TABLE site_rule (
    host    TEXT    PRIMARY KEY,                      -- example.org, or *.example.org for all below it
    text    TEXT    NOT NULL,
    changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The texts of a page's blocks as numbers: what a site says on page after page is recognised by them.
CREATE TABLE site_page (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    host       TEXT    NOT NULL,                      -- as article.host
    blocks     BLOB    NOT NULL                       -- 4 bytes each, little-endian, ascending
) STRICT;
CREATE INDEX site_page_host ON site_page (host, article_id);

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL                               -- JSON
) STRICT, WITHOUT ROWID;

-- The words of each article's current version, by article.id, folded and cut into words by the program (docs/SCHEMA.md):
-- derived, and rebuilt from the versions when it is lost.
CREATE VIRTUAL TABLE search USING fts5 (title, byline, text, content = '', contentless_delete = 1, tokenize = 'ascii');
