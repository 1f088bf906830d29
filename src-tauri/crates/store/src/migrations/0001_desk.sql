CREATE TABLE accounts (
    id                    TEXT PRIMARY KEY,
    marketplace           TEXT NOT NULL,
    name                  TEXT NOT NULL,
    seller_id             TEXT NOT NULL,
    base_url              TEXT,
    proxy                 TEXT,
    settles_after_seconds INTEGER,
    sandbox               INTEGER NOT NULL,
    key_issued_on         TEXT,
    created_at            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row of the grid. `place` is the ordering moment in seconds, shifted left by 20 bits, plus a
-- sequence: rows, every index below and the search all stand in the order of time.
CREATE TABLE lines (
    place          INTEGER PRIMARY KEY,
    account        TEXT NOT NULL REFERENCES accounts (id),
    line           TEXT NOT NULL,
    marketplace    TEXT NOT NULL,
    order_id       TEXT NOT NULL,
    item           TEXT NOT NULL,
    bundle         TEXT NOT NULL,
    bundle_lines   INTEGER NOT NULL DEFAULT 1,
    stage          TEXT NOT NULL,
    status         TEXT NOT NULL,
    raw_status     TEXT NOT NULL,
    ordered_at     INTEGER NOT NULL,
    paid_at        INTEGER,
    ship_by        TEXT,
    product        TEXT NOT NULL,
    option         TEXT NOT NULL,
    ordered        INTEGER NOT NULL,
    canceled       INTEGER NOT NULL,
    held           INTEGER NOT NULL,
    amount         INTEGER NOT NULL,
    receiver_name  TEXT NOT NULL,
    receiver_phone TEXT NOT NULL,
    region         TEXT NOT NULL,
    has_memo       INTEGER NOT NULL,
    name_mismatch  INTEGER NOT NULL,
    invoice        TEXT,
    courier        TEXT,
    claim          TEXT,
    action_kind    TEXT,
    action_state   TEXT,
    seen_at        INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX lines_line ON lines (account, line);
CREATE INDEX lines_status ON lines (status);
CREATE INDEX lines_account ON lines (account);
CREATE INDEX lines_account_status ON lines (account, status);
CREATE INDEX lines_order ON lines (account, order_id);
CREATE INDEX lines_bundle ON lines (account, bundle);

-- The whole line as it came, apart from the grid's row so that a page of the grid reads few pages of the file.
CREATE TABLE line_details (
    place  INTEGER PRIMARY KEY REFERENCES lines (place) ON UPDATE CASCADE ON DELETE CASCADE,
    detail TEXT NOT NULL
) STRICT;

-- The numbers a line had before a split shipping gave it another bundle: claims go on naming them.
CREATE TABLE former_lines (
    account TEXT NOT NULL REFERENCES accounts (id),
    former  TEXT NOT NULL,
    line    TEXT NOT NULL,
    PRIMARY KEY (account, former)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_lines_line ON former_lines (account, line);

-- How many lines stand in each hour, day and span of 32 days in Korea (scale 0, 1, 2); an empty status
-- or account means all of them.
CREATE TABLE tally (
    scale   INTEGER NOT NULL,
    status  TEXT NOT NULL,
    account TEXT NOT NULL,
    bucket  INTEGER NOT NULL,
    lines   INTEGER NOT NULL CHECK (lines >= 0),
    PRIMARY KEY (scale, status, account, bucket)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1'
);

CREATE TABLE claims (
    number       INTEGER PRIMARY KEY,
    account      TEXT NOT NULL REFERENCES accounts (id),
    claim        TEXT NOT NULL,
    order_id     TEXT NOT NULL,
    kind         TEXT NOT NULL,
    step         TEXT NOT NULL,
    settled      INTEGER NOT NULL,
    requested_at INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    detail       TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX claims_claim ON claims (account, claim);
CREATE INDEX claims_order ON claims (account, order_id);
CREATE INDEX claims_queue ON claims (kind, settled, requested_at);
CREATE INDEX claims_changed ON claims (kind, settled, changed_at);
CREATE INDEX claims_open ON claims (account, claim) WHERE settled = 0;

CREATE TABLE claim_tally (
    account TEXT NOT NULL,
    kind    TEXT NOT NULL,
    step    TEXT NOT NULL,
    claims  INTEGER NOT NULL CHECK (claims >= 0),
    PRIMARY KEY (account, kind, step)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER claims_come AFTER INSERT ON claims BEGIN
    INSERT INTO claim_tally VALUES (new.account, new.kind, new.step, 1)
    ON CONFLICT DO UPDATE SET claims = claims + 1;
END;
CREATE TRIGGER claims_move AFTER UPDATE OF kind, step ON claims BEGIN
    UPDATE claim_tally SET claims = claims - 1
    WHERE account = old.account AND kind = old.kind AND step = old.step;
    INSERT INTO claim_tally VALUES (new.account, new.kind, new.step, 1)
    ON CONFLICT DO UPDATE SET claims = claims + 1;
END;
CREATE TRIGGER claims_go AFTER DELETE ON claims BEGIN
    UPDATE claim_tally SET claims = claims - 1
    WHERE account = old.account AND kind = old.kind AND step = old.step;
END;

CREATE TABLE feeds (
    account       TEXT NOT NULL REFERENCES accounts (id),
    feed          TEXT NOT NULL,
    read_until    INTEGER,
    back_to       INTEGER,
    last_ok_at    INTEGER,
    last_error    TEXT,
    failing_since INTEGER,
    PRIMARY KEY (account, feed)
) STRICT, WITHOUT ROWID;

CREATE TABLE actions (
    number        INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    account       TEXT NOT NULL REFERENCES accounts (id),
    kind          TEXT NOT NULL,
    state         TEXT NOT NULL,
    write         TEXT NOT NULL,
    request_hash  TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    sent_at       INTEGER,
    finished_at   INTEGER,
    attempts      INTEGER NOT NULL DEFAULT 0,
    checks        INTEGER NOT NULL DEFAULT 0,
    next_check_at INTEGER,
    error         TEXT
) STRICT;
CREATE INDEX actions_state ON actions (state);
CREATE INDEX actions_account ON actions (account);

-- What an action is about. `target` is the id it was written with, `now` the id the line has today.
CREATE TABLE action_targets (
    action   INTEGER NOT NULL REFERENCES actions (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    account  TEXT NOT NULL,
    order_id TEXT NOT NULL,
    on_what  TEXT NOT NULL CHECK (on_what IN ('line', 'claim')),
    target   TEXT NOT NULL,
    now      TEXT NOT NULL,
    result   TEXT,
    standing INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (action, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX action_targets_under_way ON action_targets (account, on_what, now) WHERE standing = 1;
CREATE INDEX action_targets_now ON action_targets (account, on_what, now, action);
CREATE INDEX action_targets_order ON action_targets (account, order_id, action);

CREATE TABLE attempts (
    number INTEGER PRIMARY KEY,
    action INTEGER NOT NULL REFERENCES actions (number) ON DELETE CASCADE,
    at     INTEGER NOT NULL,
    state  TEXT NOT NULL,
    remark TEXT
) STRICT;
CREATE INDEX attempts_action ON attempts (action);

CREATE TABLE events (
    number   INTEGER PRIMARY KEY,
    account  TEXT NOT NULL REFERENCES accounts (id),
    order_id TEXT NOT NULL,
    line     TEXT,
    claim    TEXT,
    at       INTEGER NOT NULL,
    source   TEXT NOT NULL,
    kind     TEXT NOT NULL
) STRICT;
CREATE INDEX events_order ON events (account, order_id, at);

-- Who looked at whose data stays when the account goes: the log has to be kept for a year or more.
CREATE TABLE access_log (
    number   INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    account  TEXT NOT NULL,
    order_id TEXT NOT NULL,
    what     TEXT NOT NULL
) STRICT;

CREATE TABLE views (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    query    TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
