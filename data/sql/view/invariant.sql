-- What must hold across rows and copies, and no single cell can see. Each hit
-- has one row for every entry that has part in it.
CREATE VIEW invariant(kind, key, tab, row, title, entry) AS
SELECT * FROM inv_spare_twice
UNION ALL SELECT * FROM inv_moves_apart
UNION ALL SELECT * FROM inv_counter_back
UNION ALL SELECT * FROM inv_same_number
UNION ALL SELECT * FROM inv_edit_deleted
UNION ALL SELECT * FROM inv_child_deleted;
