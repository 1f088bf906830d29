-- How the goods of a claim were found when they came back (검수), and the pictures of them. They go with their claim.
CREATE TABLE inspections (
    account TEXT NOT NULL,
    claim   TEXT NOT NULL,
    result  TEXT NOT NULL,
    pieces  INTEGER NOT NULL,
    memo    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (account, claim),
    FOREIGN KEY (account, claim) REFERENCES claims (account, claim) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE photos (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    account  TEXT NOT NULL,
    claim    TEXT NOT NULL,
    kind     TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    bytes    BLOB NOT NULL,
    FOREIGN KEY (account, claim) REFERENCES claims (account, claim) ON DELETE CASCADE
) STRICT;
CREATE INDEX photos_claim ON photos (account, claim);

-- When the marketplace last told of a claim, whether or not anything was new.
ALTER TABLE claims ADD COLUMN told_at INTEGER;
