SELECT id, title, NULL, NULL, NULL, NULL FROM review
UNION ALL
-- Decided, and found by its number all the same: a later decision may change it.
SELECT DISTINCT e.subject, '決めた要確認', NULL, NULL, NULL, NULL
FROM entry e
WHERE e.subject_table = 36 AND e.action = 'review.choose'
  AND e.subject NOT IN (SELECT id FROM review)
