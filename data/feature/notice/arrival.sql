-- An inspection that the city announced for this place.
SELECT n.id AS id, 'notice' AS target, n.kind AS kind, n.no AS no,
       CASE WHEN n.state = '過ぎた' THEN '超' ELSE '' END AS mark,
       kk_time_text(n.at) || ' ' || coalesce(n.machine_id || ' ', '') || n.text
       || coalesce('（' || n.partner || '）', '') AS what,
       n.incident_id AS incident_id, n.unit_id AS unit_id,
       n.at_place_id AS place_id, 7 AS sort
FROM notice_now n
WHERE n.kind = '定期点検' AND n.finished_at IS NULL AND n.open AND n.at_place_id = :place
