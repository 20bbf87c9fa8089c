-- The archive's first schema. docs/SCHEMA.md explains it for people who have only the file.
-- Times are integers: milliseconds since 1970-01-01 UTC. Texts are UTF-8. Lists are JSON arrays.

CREATE TABLE article (
    id             INTEGER PRIMARY KEY,
    url            TEXT    NOT NULL UNIQUE,           -- canonical URL, normalised: the article's identity
    original_url   TEXT    NOT NULL,                  -- as the person gave it
    version_id     INTEGER REFERENCES version (id) DEFERRABLE INITIALLY DEFERRED,  -- the version shown
    title          TEXT    NOT NULL,
    title_sort     TEXT    NOT NULL,                  -- case-folded
    authors        TEXT    NOT NULL DEFAULT '[]',
    site           TEXT    NOT NULL,
    site_sort      TEXT    NOT NULL,
    language       TEXT,
    rtl            INTEGER NOT NULL DEFAULT 0,
    published      TEXT,                              -- ISO 8601, as precise as the page is
    published_sort INTEGER,                           -- the same as a time
    modified       TEXT,
    excerpt        TEXT    NOT NULL DEFAULT '',
    section        TEXT,
    keywords       TEXT    NOT NULL DEFAULT '[]',
    words          INTEGER NOT NULL DEFAULT 0,
    minutes        INTEGER NOT NULL DEFAULT 1,
    lead_asset     INTEGER REFERENCES asset (id),
    complete       INTEGER NOT NULL DEFAULT 1,
    missing_assets INTEGER NOT NULL DEFAULT 0,
    saved          INTEGER NOT NULL,
    state          INTEGER NOT NULL DEFAULT 0,        -- 0 unread, 1 reading, 2 read
    starred        INTEGER NOT NULL DEFAULT 0,
    archived       INTEGER NOT NULL DEFAULT 0,
    trashed        INTEGER,                           -- when, or NULL
    position       REAL    NOT NULL DEFAULT 0         -- 0 top … 1 end
) STRICT;

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
    body      BLOB    NOT NULL,                       -- zstd
    body_size INTEGER NOT NULL,                       -- before zstd
    sha256    TEXT    NOT NULL,                       -- of the body before zstd
    fetched   INTEGER NOT NULL
) STRICT;

-- One clean copy of an article; immutable.
CREATE TABLE version (
    id           INTEGER PRIMARY KEY,
    article_id   INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    response_id  INTEGER NOT NULL REFERENCES response (id),
    created      INTEGER NOT NULL,
    metadata     TEXT    NOT NULL,                    -- JSON object
    html         TEXT    NOT NULL,                    -- <img data-asset="N"> refers to version_asset.n
    html_sha256  TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    text_sha256  TEXT    NOT NULL,
    words        INTEGER NOT NULL,
    charset      TEXT    NOT NULL,
    extractor    TEXT    NOT NULL,
    diagnosis    TEXT    NOT NULL                     -- {complete, doubts}
) STRICT;
CREATE INDEX version_article ON version (article_id, id);
CREATE INDEX version_response ON version (response_id);

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

-- Where a picture stands in a version, or why it is missing.
CREATE TABLE version_asset (
    version_id INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    n          INTEGER NOT NULL,
    url        TEXT    NOT NULL,
    alternatives TEXT  NOT NULL DEFAULT '[]',
    asset_id   INTEGER REFERENCES asset (id),
    reason     TEXT,                                  -- NULL when asset_id is set
    message    TEXT,
    PRIMARY KEY (version_id, n)
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
    id       INTEGER PRIMARY KEY,
    kind     TEXT    NOT NULL,                        -- save | refetch | retry-pictures
    url      TEXT    NOT NULL,
    article_id INTEGER REFERENCES article (id) ON DELETE CASCADE,
    state    TEXT    NOT NULL,                        -- queued | running | done | failed | cancelled
    tries    INTEGER NOT NULL DEFAULT 0,
    error    TEXT,                                    -- {kind, message, hint}
    outcome  TEXT,                                    -- {id, status, version, …}
    next_try INTEGER,
    lease    INTEGER,                                 -- the worker must renew before this time
    worker   TEXT,
    added    INTEGER NOT NULL
) STRICT;
CREATE INDEX job_state ON job (state, next_try);

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL                               -- JSON
) STRICT, WITHOUT ROWID;
