-- What may be wrong with a finding.
CREATE VIEW inv_of_finding(kind, key, tab, row, title, entry) AS
SELECT * FROM inv_same_number WHERE tab = 29;
