-- The rows are computed (report/corrections.c): two states are held against each
-- other, and no statement sees both.
SELECT 0 AS id, '' AS month, '' AS no, '' AS item, '' AS before, '' AS after,
       '' AS reason
WHERE :id IS NULL AND 0
