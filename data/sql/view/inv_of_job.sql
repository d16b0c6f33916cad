-- What may be wrong with a job.
CREATE VIEW inv_of_job(kind, key, tab, row, title, entry) AS
SELECT * FROM inv_same_number WHERE tab = 21;
