-- What may be wrong with a question.
CREATE VIEW inv_of_qa(kind, key, tab, row, title, entry) AS
SELECT * FROM inv_same_number WHERE tab = 28;
