-- What must hold across rows and copies, and no single cell can see. Each hit
-- has one row for every entry that has part in it. inv_of_TABLE is about rows
-- of that table: after an entry only what may be wrong with the rows that it
-- bears on is looked at again (store/hit.c).
CREATE VIEW invariant(kind, key, tab, row, title, entry) AS
SELECT * FROM inv_of_unit
UNION ALL SELECT * FROM inv_of_incident
UNION ALL SELECT * FROM inv_of_job
UNION ALL SELECT * FROM inv_of_qa
UNION ALL SELECT * FROM inv_of_finding
UNION ALL SELECT * FROM inv_of_deleted;
