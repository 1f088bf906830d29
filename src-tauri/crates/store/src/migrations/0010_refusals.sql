-- Refusing a cancel says that the goods have left, refusing a return or an exchange that they cannot come back: the words
-- for the one must not be offered for the other.
UPDATE templates SET purpose = 'cancel_refusal' WHERE id = 'first-refusal-shipped' AND purpose = 'refusal';
