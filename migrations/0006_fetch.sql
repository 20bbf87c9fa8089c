-- Fetching politely what imports brought: how each host is treated, and how far the whole has come.

-- A job that an import brought waits for its host; NULL for what a person asked for, which waits for nobody.
ALTER TABLE job ADD COLUMN host TEXT;
-- Since when every try failed to reach the server.
ALTER TABLE job ADD COLUMN failing INTEGER;
DROP INDEX job_state;
CREATE INDEX job_own ON job (state, next_try) WHERE host IS NULL;
CREATE INDEX job_by_host ON job (host, state, coalesce(next_try, 0), id) WHERE host IS NOT NULL;
CREATE INDEX job_leased ON job (lease) WHERE state = 'running';

-- The hosts that imports' jobs are fetched from.
CREATE TABLE fetch_host (
    host       TEXT    PRIMARY KEY,
    waiting    INTEGER NOT NULL DEFAULT 0,            -- of its jobs, by triggers
    running    INTEGER NOT NULL DEFAULT 0,            -- the same
    not_before INTEGER NOT NULL DEFAULT 0,            -- by the delay, or by Retry-After
    pause      INTEGER NOT NULL DEFAULT 0,            -- milliseconds between its last two jobs
    refusals   INTEGER NOT NULL DEFAULT 0,            -- articles that were refused, one after the other
    set_aside  INTEGER,                               -- when it had refused too many
    why        TEXT,                                  -- the last refusal: {kind, message, hint}
    due        INTEGER                                -- when its next job may run; NULL while none may. By trigger
) STRICT, WITHOUT ROWID;
CREATE INDEX fetch_host_due ON fetch_host (due) WHERE due IS NOT NULL;
CREATE INDEX fetch_host_left ON fetch_host (waiting * pause) WHERE due IS NOT NULL;
CREATE INDEX fetch_host_aside ON fetch_host (set_aside) WHERE set_aside IS NOT NULL;

-- The whole of it.
CREATE TABLE fetch_whole (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    waiting  INTEGER NOT NULL DEFAULT 0,              -- by triggers
    running  INTEGER NOT NULL DEFAULT 0,              -- the same
    hosts    INTEGER NOT NULL DEFAULT 0,              -- that have jobs waiting, by trigger
    done     INTEGER NOT NULL DEFAULT 0,              -- ended since nothing was left
    failed   INTEGER NOT NULL DEFAULT 0,
    dead     INTEGER NOT NULL DEFAULT 0,              -- among the failed
    answered INTEGER                                  -- when a server answered last
) STRICT;
INSERT INTO fetch_whole (id) VALUES (1);

-- How many ended in each of the last minutes.
CREATE TABLE fetch_minute (
    minute INTEGER PRIMARY KEY,                       -- since 1970
    ended  INTEGER NOT NULL
) STRICT;

CREATE TRIGGER job_fetch_added AFTER INSERT ON job WHEN NEW.host IS NOT NULL BEGIN
    INSERT INTO fetch_host (host) VALUES (NEW.host) ON CONFLICT DO NOTHING;
    UPDATE fetch_host SET waiting = waiting + (NEW.state = 'queued'), running = running + (NEW.state = 'running')
    WHERE host = NEW.host;
END;
CREATE TRIGGER job_fetch_changed AFTER UPDATE OF state, next_try ON job WHEN NEW.host IS NOT NULL AND OLD.host IS NOT NULL BEGIN
    UPDATE fetch_host SET waiting = waiting + (NEW.state = 'queued') - (OLD.state = 'queued'),
        running = running + (NEW.state = 'running') - (OLD.state = 'running')
    WHERE host = NEW.host;
END;
CREATE TRIGGER job_fetch_gone AFTER DELETE ON job WHEN OLD.host IS NOT NULL BEGIN
    UPDATE fetch_host SET waiting = waiting - (OLD.state = 'queued'), running = running - (OLD.state = 'running')
    WHERE host = OLD.host;
END;
-- A person asks for what an import was to fetch.
CREATE TRIGGER job_fetch_own AFTER UPDATE OF host ON job WHEN NEW.host IS NULL AND OLD.host IS NOT NULL BEGIN
    UPDATE fetch_host SET waiting = waiting - (OLD.state = 'queued'), running = running - (OLD.state = 'running')
    WHERE host = OLD.host;
END;
CREATE TRIGGER fetch_host_changed AFTER UPDATE OF waiting, running, not_before, set_aside ON fetch_host BEGIN
    UPDATE fetch_host SET due = iif(NEW.set_aside IS NOT NULL OR NEW.running > 0, NULL, max(NEW.not_before,
        (SELECT coalesce(next_try, 0) FROM job WHERE host = NEW.host AND state = 'queued' ORDER BY coalesce(next_try, 0) LIMIT 1)))
    WHERE host = NEW.host;
    UPDATE fetch_whole SET waiting = waiting + NEW.waiting - OLD.waiting, running = running + NEW.running - OLD.running,
        hosts = hosts + (NEW.waiting > 0) - (OLD.waiting > 0);
END;

-- Of an article whose page is gone: the status that said so, 0 where the server is gone as well.
ALTER TABLE failed_attempt ADD COLUMN dead INTEGER;
CREATE INDEX failed_attempt_dead ON failed_attempt (article_id) WHERE dead IS NOT NULL;
