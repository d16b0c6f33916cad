-- What may be wrong with a row of any table, but only where it is deleted.
CREATE VIEW inv_of_deleted(kind, key, tab, row, title, entry) AS
SELECT * FROM inv_edit_deleted
UNION ALL SELECT * FROM inv_child_deleted;
