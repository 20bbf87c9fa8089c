-- How articles are connected: what their pages say, what a person says, what the archive finds out.

-- What lies in the trash has one index in place of four: read in the order of saving, sorted from it alone for the others. The
-- trash is looked at seldom; throwing tens of thousands away at once paid for each.
DROP INDEX article_trash_saved;
DROP INDEX article_trash_published;
DROP INDEX article_trash_title;
DROP INDEX article_trash_site;
CREATE INDEX article_trash ON article (saved, id, published_sort, title_sort, site_sort, trashed, state) WHERE trashed IS NOT NULL;

-- What pages say.

-- Who cites an article is read from these two alone: the links of texts by their target, and which article shows that text.
CREATE INDEX link_cited ON link (url_key) WHERE context = 'body';
CREATE INDEX article_citing ON article (version_id) WHERE trashed IS NULL;
-- Of a link that leads on from the article: where it stood, and what its list shows of the story.
ALTER TABLE link ADD COLUMN place TEXT NOT NULL DEFAULT 'text'; -- text | around | inline | topic
ALTER TABLE link ADD COLUMN teaser TEXT;
ALTER TABLE link ADD COLUMN published TEXT;           -- ISO 8601, as the list says it
ALTER TABLE link ADD COLUMN picture_id INTEGER REFERENCES link_picture (id);
-- The pictures that lists show of stories, each URL once however many pages show it; what is kept of them is small.
CREATE TABLE link_picture (
    id       INTEGER PRIMARY KEY,
    url      TEXT    NOT NULL UNIQUE,                 -- absolute http(s) URL
    asset_id INTEGER REFERENCES asset (id),
    reason   TEXT,                                    -- why it is missing; NULL, too, where it was not asked for yet
    message  TEXT
) STRICT;
CREATE INDEX link_by_picture ON link (picture_id) WHERE picture_id IS NOT NULL;
CREATE INDEX link_picture_asset ON link_picture (asset_id) WHERE asset_id IS NOT NULL;
UPDATE link SET place = 'around' WHERE context = 'related';

-- Every claim of an article to a URL. Which of them has it, article_url says: the lowest rank, then the smallest article.url,
-- so that the order of saving does not matter, and a URL is not lost when the article that has it is purged.
CREATE TABLE url_claim (
    url        TEXT    NOT NULL,                      -- normalised
    rank       INTEGER NOT NULL,                      -- 0 given by a person, 1 article.url, 2 the page was found by it, 3 a further page, 4 only its word
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (url, rank, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX url_claim_article ON url_claim (article_id);
INSERT INTO url_claim SELECT url, 2, article_id FROM article_url;
INSERT INTO url_claim SELECT url, 1, id FROM article WHERE url IN (SELECT url FROM url_claim WHERE article_id = article.id);
-- Whoever hands a URL to another article by an UPDATE (as a merge does, and its undoing) makes that a claim before all others;
-- none is needed where the article has the URL by what its pages say.
CREATE TRIGGER article_url_given AFTER UPDATE OF article_id ON article_url BEGIN
    DELETE FROM url_claim WHERE url = NEW.url AND rank = 0;
    INSERT INTO url_claim SELECT NEW.url, 0, NEW.article_id WHERE NEW.article_id IS NOT (SELECT article_id FROM url_claim
        JOIN article ON article.id = article_id WHERE url_claim.url = NEW.url ORDER BY rank, article.url LIMIT 1);
END;

-- What a person says.

-- Two articles and what joins them. Kinds without a direction (same-story, contradicts) are kept once, whichever way they were made.
CREATE TABLE relation (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    from_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    to_id   INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    kind    TEXT    NOT NULL,                         -- same-story | follow-up | background | source | contradicts | correction-of | own
    label   TEXT    NOT NULL DEFAULT '',              -- the person's own words, of kind own
    note    TEXT    NOT NULL DEFAULT '',              -- Markdown
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX relation_pair ON relation (from_id, to_id, kind, label);
CREATE INDEX relation_to ON relation (to_id);

-- The same text elsewhere.

-- The bands of each shown text by which its copies are looked up: texts that share one are compared.
CREATE TABLE signature_band (
    band       INTEGER NOT NULL,                      -- hash of some minima of the text's shingles
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (band, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX signature_band_article ON signature_band (article_id);

-- Articles whose text is that of another one, each pair in both directions.
CREATE TABLE copy (
    article_id  INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    other_id    INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    similarity  REAL    NOT NULL,                     -- shingles of both among those of either
    containment REAL    NOT NULL,                     -- among those of the shorter text
    PRIMARY KEY (article_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_other ON copy (other_id);

-- Pairs that a person says are no copies of each other, in both directions.
CREATE TABLE not_copy (
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    other_id   INTEGER NOT NULL,                      -- article.id
    PRIMARY KEY (article_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER not_copy_gone BEFORE DELETE ON article BEGIN DELETE FROM not_copy WHERE other_id = OLD.id; END;

-- A band that more than 32 articles share is furniture and proposes nothing. When it becomes that, or is it no longer, its
-- articles look for their copies again, so that the order of saving leaves no trace.
CREATE TABLE copy_stale (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE
) STRICT;
CREATE TRIGGER signature_band_crowded AFTER INSERT ON signature_band
WHEN (SELECT count(*) FROM (SELECT 1 FROM signature_band WHERE band = NEW.band LIMIT 34)) = 33
BEGIN INSERT OR IGNORE INTO copy_stale SELECT article_id FROM signature_band WHERE band = NEW.band; END;
CREATE TRIGGER signature_band_thinned AFTER DELETE ON signature_band
WHEN (SELECT count(*) FROM (SELECT 1 FROM signature_band WHERE band = OLD.band LIMIT 33)) = 32
BEGIN INSERT OR IGNORE INTO copy_stale SELECT article_id FROM signature_band WHERE band = OLD.band; END;

-- What is related by its words.

-- The words of each article that tell what it is about: made of its title and text alone.
CREATE TABLE article_term (
    article_id INTEGER PRIMARY KEY,                   -- no cascade: whoever deletes the article takes its terms out of the counts
    terms      BLOB    NOT NULL                       -- by key, 6 bytes each: key (big-endian), count, 1 for a name
) STRICT;
-- How many articles have each.
CREATE TABLE term (
    "key"    INTEGER PRIMARY KEY,                     -- hash of the folded word
    articles INTEGER NOT NULL
) STRICT;
-- Pairs that a person does not want to see as related; the smaller id stands first.
CREATE TABLE dismissed (
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    other_id   INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, other_id),
    CHECK (article_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dismissed_other ON dismissed (other_id);

-- Stories.

-- The terms that say what an article is about, chosen from its own words only. Derived. Neither this nor the next table refers
-- to the article: whoever deletes it takes them out.
CREATE TABLE story_sketch (
    article_id INTEGER PRIMARY KEY,
    day        INTEGER NOT NULL,                      -- of publication, or of saving: days since 1970-01-01
    terms      BLOB    NOT NULL                       -- by key, 10 bytes each: key and weight, big-endian
) STRICT, WITHOUT ROWID;
-- The articles of a span that have a term: those that it proposes to each other.
CREATE TABLE story_term (
    term       INTEGER NOT NULL,                      -- key: hash of a language and of the beginning of a folded word
    span       INTEGER NOT NULL,                      -- eleven days: day / 11
    article_id INTEGER NOT NULL,
    PRIMARY KEY (term, span, article_id)
) STRICT, WITHOUT ROWID;
-- A term that more than 64 articles of a span have proposes none of them.
CREATE TABLE story_crowd (
    term INTEGER NOT NULL,
    span INTEGER NOT NULL,
    PRIMARY KEY (term, span)
) STRICT, WITHOUT ROWID;
-- Terms that have become so, or no longer are, until the edges that hang on that are looked at; so the order of saving leaves
-- no trace.
CREATE TABLE story_crossing (
    term INTEGER NOT NULL,
    span INTEGER NOT NULL,
    PRIMARY KEY (term, span)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER story_term_crowded AFTER INSERT ON story_term
WHEN NOT EXISTS (SELECT 1 FROM story_crowd WHERE term = NEW.term AND span = NEW.span)
    AND (SELECT count(*) FROM (SELECT 1 FROM story_term WHERE term = NEW.term AND span = NEW.span LIMIT 65)) = 65
BEGIN
    INSERT INTO story_crowd VALUES (NEW.term, NEW.span);
    INSERT OR IGNORE INTO story_crossing VALUES (NEW.term, NEW.span);
END;
CREATE TRIGGER story_term_thinned AFTER DELETE ON story_term
WHEN EXISTS (SELECT 1 FROM story_crowd WHERE term = OLD.term AND span = OLD.span)
    AND (SELECT count(*) FROM (SELECT 1 FROM story_term WHERE term = OLD.term AND span = OLD.span LIMIT 65)) < 65
BEGIN
    DELETE FROM story_crowd WHERE term = OLD.term AND span = OLD.span;
    INSERT OR IGNORE INTO story_crossing VALUES (OLD.term, OLD.span);
END;

-- Two articles that may tell one story, in both directions, the strongest edge of an article last. Derived.
CREATE TABLE story_edge (
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    strength   INTEGER NOT NULL,                      -- of 1000
    other_id   INTEGER NOT NULL,                      -- article.id
    firm       INTEGER NOT NULL,                      -- 1: by a link or a relation, whatever terms propose
    PRIMARY KEY (article_id, strength, other_id)
) STRICT, WITHOUT ROWID;

-- Which articles tell one story; a story is named by its first one. Derived.
CREATE TABLE story_article (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    first_id   INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX story_article_first ON story_article (first_id);

-- What lists show of a story. Derived.
CREATE TABLE story_summary (
    first_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    name     TEXT    NOT NULL,                        -- a person's, or a headline
    folded   TEXT    NOT NULL,                        -- its words as search has them
    named    INTEGER NOT NULL,                        -- 1: by a person
    pinned   INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    sites    INTEGER NOT NULL,
    first    INTEGER NOT NULL,                        -- the earliest time in it
    last     INTEGER NOT NULL                         -- the latest
) STRICT;
CREATE INDEX story_summary_last ON story_summary (pinned, last);

-- A story that a person named, pinned, joined or split.
CREATE TABLE story (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT,                                     -- NULL: named by its articles
    pinned  INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL
) STRICT;

-- Where a person put an article; the archive does not move it from there.
CREATE TABLE story_choice (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    story_id   INTEGER REFERENCES story (id) ON DELETE CASCADE  -- NULL: in no story
) STRICT;
CREATE INDEX story_choice_story ON story_choice (story_id);

-- What is stale already is noted no second time. The OR IGNORE of a trigger does not see to that: a statement that says itself
-- what a conflict does, as an upsert does, decides for its triggers too.
CREATE TRIGGER stale_once BEFORE INSERT ON stale
WHEN EXISTS (SELECT 1 FROM stale WHERE kind = NEW.kind AND id = NEW.id) BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER story_choice_new AFTER INSERT ON story_choice BEGIN INSERT INTO stale VALUES ('grouped', NEW.article_id); END;
CREATE TRIGGER story_choice_changed AFTER UPDATE ON story_choice BEGIN INSERT INTO stale VALUES ('grouped', NEW.article_id); END;
CREATE TRIGGER story_choice_gone AFTER DELETE ON story_choice BEGIN INSERT INTO stale VALUES ('grouped', OLD.article_id); END;
CREATE TRIGGER story_changed AFTER UPDATE ON story
BEGIN INSERT INTO stale SELECT 'grouped', article_id FROM story_choice WHERE story_id = NEW.id; END;
-- Most articles are connected with nothing, and trashing thousands of them is not to cost anything here.
CREATE TRIGGER story_trashed AFTER UPDATE OF trashed ON article
WHEN (NEW.trashed IS NULL) <> (OLD.trashed IS NULL) AND (EXISTS (SELECT 1 FROM story_edge WHERE article_id = NEW.id)
    OR EXISTS (SELECT 1 FROM story_choice WHERE article_id = NEW.id))
BEGIN INSERT INTO stale VALUES ('grouped', NEW.id); END;
-- An article's terms are kept by its day and its language.
CREATE TRIGGER story_redated AFTER UPDATE OF published_sort, saved, language ON article
WHEN NEW.version_id IS NOT NULL AND (coalesce(NEW.published_sort, NEW.saved) <> coalesce(OLD.published_sort, OLD.saved)
    OR NEW.language IS NOT OLD.language)
BEGIN INSERT INTO stale VALUES ('article', NEW.id); END;
-- What an article leaves behind when it is deleted for good.
CREATE TRIGGER story_purged BEFORE DELETE ON article BEGIN
    INSERT INTO stale SELECT 'grouped', article_id FROM story_article
        WHERE first_id = (SELECT first_id FROM story_article WHERE article_id = OLD.id) AND article_id <> OLD.id;
    INSERT INTO stale SELECT 'grouped', other_id FROM story_edge WHERE article_id = OLD.id;
    DELETE FROM story_edge WHERE (article_id, strength, other_id) IN
        (SELECT other_id, strength, article_id FROM story_edge WHERE article_id = OLD.id);
END;
-- An address that comes, goes or changes hands may be one that other articles link to.
CREATE TRIGGER story_linked AFTER INSERT ON article_url BEGIN INSERT INTO stale VALUES ('story', NEW.article_id); END;
CREATE TRIGGER story_unlinked AFTER DELETE ON article_url BEGIN INSERT INTO stale VALUES ('story', OLD.article_id); END;
CREATE TRIGGER story_linked_otherwise AFTER UPDATE OF article_id ON article_url BEGIN
    INSERT INTO stale VALUES ('story', OLD.article_id), ('story', NEW.article_id);
END;
CREATE TRIGGER story_related AFTER INSERT ON relation BEGIN INSERT INTO stale VALUES ('story', NEW.from_id); END;
CREATE TRIGGER story_related_otherwise AFTER UPDATE OF from_id, to_id, kind ON relation BEGIN
    INSERT INTO stale VALUES ('story', OLD.from_id), ('story', NEW.from_id);
END;
CREATE TRIGGER story_unrelated AFTER DELETE ON relation BEGIN INSERT INTO stale VALUES ('story', OLD.from_id); END;

-- Everything that is derived of the articles that are there already is made when the archive is next opened.
INSERT INTO stale SELECT 'article', id FROM article WHERE version_id IS NOT NULL;
