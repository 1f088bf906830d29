-- Since when a claim stands on no list any more; none once a list tells of it again. A claim that counts as withdrawn
-- for that alone keeps the moment, so that a list that shows it after all can bring it back.
ALTER TABLE claims ADD COLUMN gone_since INTEGER;

-- When the marketplace first refused to show an order, and until when it is not asked for it again.
ALTER TABLE untold_orders ADD COLUMN refused_at INTEGER;
ALTER TABLE untold_orders ADD COLUMN not_before INTEGER;
