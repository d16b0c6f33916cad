SELECT n.id AS id,
       CASE WHEN n.state = '過ぎた' THEN '超'
            WHEN n.state = '予定' AND kk_day(n.at) <= kk_today() + 1 THEN '急'
            ELSE '' END AS mark,
       n.no AS no, n.kind AS kind, n.text AS text, n.partner AS partner,
       n.place_name AS place_name, n.at AS at, n.state AS state,
       n.about AS about,
       printf('%d %012d', CASE WHEN n.open THEN 0
                               WHEN n.finished_at IS NULL THEN 1 ELSE 2 END,
              coalesce(n.at, n.told_at, 0)) AS sort,
       n.open AS open, n.machine_id AS machine_id, i.no AS incident,
       n.often AS often, n.told_at AS told_at, n.told AS told,
       n.settings AS settings, n.agreed_on AS agreed_on,
       n.approved_no AS approved_no, n.approved_on AS approved_on,
       n.used_at AS used_at, n.used AS used, n.answer AS answer,
       n.answered_at AS answered_at, n.finished_at AS finished_at,
       n.incident_id AS incident_id, n.unit_id AS unit_id,
       n.at_place_id AS place_id
FROM notice_now n
LEFT JOIN incident i ON i.id = n.incident_id
WHERE (:id IS NULL OR n.id = :id)
