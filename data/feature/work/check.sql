-- A slice is one person's, forwards, and nobody works at two things at once.
WITH w AS (
    SELECT w.*, p.org, p.roster_from, p.roster_to,
        kk_day(w.from_at) AS day
    FROM work w
    LEFT JOIN person p ON p.id = w.person_id AND p.deleted IS NULL
    WHERE w.id = :id AND w.deleted IS NULL
)
SELECT 'worker' AS key, 'person_id' AS "column",
    '作業者を入れてください' AS words, '拒否' AS weight
FROM w WHERE person_id IS NULL
UNION ALL
SELECT 'times', CASE WHEN from_at IS NULL THEN 'from_at' ELSE 'to_at' END,
    '作業の開始と終了を入れてください', '拒否'
FROM w WHERE from_at IS NULL OR to_at IS NULL
UNION ALL
SELECT 'roster', 'person_id',
    kk_day_long(day) || ' の従事者名簿にない人です。名簿に載っている人だけを'
    || '選べます', '拒否'
FROM w
WHERE person_id IS NOT NULL
  AND (org IS NOT '受託者' OR roster_from IS NULL OR roster_from > day
       OR roster_to < day)
  AND (org IS NOT '受託者' OR day <> kk_today() OR NOT EXISTS (
       SELECT 1 FROM roster_day d
       WHERE roster_from <= d.day
         AND (roster_to IS NULL OR roster_to >= d.day)))
UNION ALL
SELECT 'overlap ' || o.id, 'from_at',
    '同じ人の ' || kk_time_text(o.from_at) || ' から '
    || kk_time_text(o.to_at) || ' までの作業（'
    || coalesce(i.no, j.no, 'ほかの作業') || '）と重なります', '拒否'
FROM w
JOIN work o ON o.person_id = w.person_id AND o.id <> w.id
    AND o.deleted IS NULL AND o.from_at < w.to_at AND o.to_at > w.from_at
LEFT JOIN incident i ON i.id = o.incident_id
LEFT JOIN job j ON j.id = o.job_id
