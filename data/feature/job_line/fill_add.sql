-- Where the order goes, with the medium of the unit before.
SELECT CASE WHEN j.kind = '設置' THEN j.place_id END AS "to",
    (SELECT l.media_kind FROM job_line l
     WHERE l.job_id = j.id AND l.deleted IS NULL AND l.cancelled_at IS NULL
       AND l.media_kind IS NOT NULL
     ORDER BY l.id DESC LIMIT 1) AS media
FROM job j WHERE j.id = :job
