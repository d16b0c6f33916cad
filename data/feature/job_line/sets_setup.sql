-- The unit has the release that was used, the one named or the newest of the
-- kind that the city named, and is used as that kind says from then on. Where
-- units are set up anew (§5.7), done is set up.
WITH s AS (
    SELECT *, coalesce(:media, newest) AS release FROM job_setup
    WHERE id = :id AND (done_at IS NULL OR kind = '再セットアップ')
)
SELECT 'job_line', id, 'setup_at', done_at FROM s WHERE done_at IS NOT NULL
UNION ALL
SELECT 'job_line', id, 'setup_release_id', release FROM s
WHERE :media IS NULL AND release IS NOT NULL
UNION ALL
SELECT 'unit', unit_id, 'image_release_id', release FROM s
WHERE release IS NOT NULL AND release IS NOT had
UNION ALL
SELECT 'unit', s.unit_id, 'role', i.role
FROM s
JOIN media_release r ON r.id = s.release
JOIN image i ON i.kind = r.kind AND i.model_id = s.model_id
            AND i.deleted IS NULL AND i.role IS NOT s.role
