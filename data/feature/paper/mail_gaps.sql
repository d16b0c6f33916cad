-- Why the mail cannot be made yet.
SELECT 1 AS id, i.no || ' に案件管理番号がまだありません。市から受けて'
    || '「案件を訂正」で入れてください' AS what, '必ず' AS weight,
    '案件' AS kind, 'incident' AS target, i.id AS incident_id
FROM incident i
WHERE i.id = :record AND coalesce(i.city_no, '') = ''
UNION ALL
SELECT 2, i.no || ' はまだ対応完了ではありません。先に「対応を完了」を記録して'
    || 'ください', '必ず', '案件', 'incident', i.id
FROM incident i
WHERE i.id = :record AND i.completed_at IS NULL
