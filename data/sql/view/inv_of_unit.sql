-- What may be wrong with a unit.
CREATE VIEW inv_of_unit(kind, key, tab, row, title, entry) AS
SELECT * FROM inv_spare_twice
UNION ALL SELECT * FROM inv_moves_apart
UNION ALL SELECT * FROM inv_counter_back
UNION ALL SELECT * FROM inv_same_number WHERE tab = 11;
