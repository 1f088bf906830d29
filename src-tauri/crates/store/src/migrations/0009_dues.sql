-- When waiting for a claim begins to cost something, and by which terms that was reckoned; no terms: not reckoned yet.
-- The rank is 0 for a claim with such a moment, 1 for one that costs something at a time that nobody tells, else 2.
ALTER TABLE claims ADD COLUMN due INTEGER;
ALTER TABLE claims ADD COLUMN due_rank INTEGER NOT NULL DEFAULT 2;
ALTER TABLE claims ADD COLUMN due_by TEXT;
CREATE INDEX claims_due ON claims (kind, due_rank, due, requested_at) WHERE settled = 0;
CREATE INDEX claims_due_by ON claims (due_by) WHERE settled = 0;
