-- What may be wrong with a case.
CREATE VIEW inv_of_incident(kind, key, tab, row, title, entry) AS
SELECT * FROM inv_same_number WHERE tab = 13;
