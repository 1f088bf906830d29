-- What buyers report not to have come (미도착·미수령 신고). `told_at` is when the marketplace last showed it, changed
-- or not: that tells a report that still waits from one that is no longer shown.
CREATE TABLE reports (
    account     TEXT NOT NULL REFERENCES accounts (id),
    line        TEXT NOT NULL,
    report      TEXT NOT NULL,
    order_id    TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    settled_at  INTEGER,
    told_at     INTEGER NOT NULL,
    detail      TEXT NOT NULL,
    PRIMARY KEY (account, line, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX reports_order ON reports (account, order_id);

-- What the grid shows of it: the report that waits for an answer.
ALTER TABLE lines ADD COLUMN undelivered TEXT;
CREATE INDEX lines_undelivered ON lines (account) WHERE undelivered IS NOT NULL;

-- Orders of which something was told before they themselves: each is read once, and then stays noted for a while,
-- so that one that the marketplace no longer shows is not read again with every list that goes on naming it.
CREATE TABLE untold_orders (
    account  TEXT NOT NULL REFERENCES accounts (id),
    order_id TEXT NOT NULL,
    told_at  INTEGER NOT NULL,
    read_at  INTEGER,
    PRIMARY KEY (account, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX untold_orders_waiting ON untold_orders (account, told_at) WHERE read_at IS NULL;
