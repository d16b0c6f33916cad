SELECT s.id AS id, s.no AS no, s.at AS at, s.kind AS kind, s.text AS text,
    l.kind || ' ' || l.no AS item, s.reported_at AS reported_at,
    CASE WHEN s.unreported THEN '未報告' ELSE '' END AS state,
    s.about AS about,
    coalesce(kk_called(3, w.id, 2, 34, s.id, 8), w.name) AS person,
    s.auditor AS auditor, s.pii AS pii,
    CASE WHEN s.class = '研修' THEN s.n_trained || '人 ' || coalesce((
        SELECT group_concat(name, '、') FROM (
            SELECT coalesce(kk_called(3, p.id, 2, 43, x.id, 3), p.name) AS name
            FROM sec_person x JOIN person p ON p.id = x.person_id
            WHERE x.sec_record_id = s.id AND x.deleted IS NULL
            ORDER BY x.id)), '') END AS trained,
    s.result AS result, s.lent_item_id AS lent_item_id
FROM sec_now s
LEFT JOIN lent_item l ON l.id = s.lent_item_id
LEFT JOIN person w ON w.id = s.person_id
WHERE (:id IS NULL OR s.id = :id)
