-- Until when an action that is queued may be taken back; it leaves then. None: it leaves at once.
ALTER TABLE actions ADD COLUMN leaves_at INTEGER;
