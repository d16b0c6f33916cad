SELECT count(*)
FROM person
WHERE id = :person AND deleted IS NULL AND org = '受託者'
  AND EXISTS (SELECT 1 FROM (SELECT :day AS day
                             UNION
                             SELECT day FROM roster_day
                             WHERE :day = kk_today()) d
              WHERE roster_from <= d.day
                AND (roster_to IS NULL OR roster_to >= d.day))
