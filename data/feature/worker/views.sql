-- Who is on the roster today (R79). A clock that stands before its first day
-- went wrong: it stops nobody.
CREATE VIEW worker_now AS
SELECT p.*
FROM person p
JOIN (SELECT max(kk_today(), min(roster_from)) AS day FROM person
      WHERE deleted IS NULL AND org = '受託者') d
WHERE p.deleted IS NULL AND p.org = '受託者' AND p.roster_from <= d.day
  AND (p.roster_to IS NULL OR p.roster_to >= d.day);
