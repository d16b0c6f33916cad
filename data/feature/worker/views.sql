-- The days that may be today for the roster: the clock's and, where that is
-- behind, for it stops nobody, the latest that any clock here has shown. That
-- is what the logical time of the newest entries tells.
CREATE VIEW roster_day AS
SELECT kk_today() AS day
UNION ALL
SELECT kk_day(max((SELECT e.ltime FROM entry e WHERE e.writer = w.writer
                   ORDER BY e.seq DESC LIMIT 1))) AS day
FROM writer w
HAVING day > kk_today();
-- Who is on the roster today (R79).
CREATE VIEW worker_now AS
SELECT p.*
FROM person p
WHERE p.deleted IS NULL AND p.org = '受託者'
  AND EXISTS (SELECT 1 FROM roster_day d
              WHERE p.roster_from <= d.day
                AND (p.roster_to IS NULL OR p.roster_to >= d.day));
