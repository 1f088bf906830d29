-- What the grid shows besides: our own hold with its reason (발송보류), add-ons, and days put off.
ALTER TABLE lines ADD COLUMN dispatch_hold TEXT;
ALTER TABLE lines ADD COLUMN add_on INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lines ADD COLUMN delayed_because TEXT NOT NULL DEFAULT '';
CREATE INDEX lines_on_hold ON lines (account) WHERE dispatch_hold IS NOT NULL;

-- The marketplace's number of the call, for its support.
ALTER TABLE attempts ADD COLUMN trace TEXT;
