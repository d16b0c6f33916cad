-- What the city has not heard of yet (別紙 5「速やかに」): today, until it has;
-- and the next check of its documents.
SELECT s.id AS id, NULL AS at, kk_today() AS day, '事故' AS kind, s.no AS no,
       s.kind || coalesce(' ' || s.text, '') AS what,
       CASE WHEN kk_day(s.at) < kk_today() THEN '超' ELSE '急' END AS mark,
       NULL AS who, 'security' AS target,
       kk_day_start(kk_today()) + 86340 AS sort
FROM sec_now s
WHERE s.reported_at IS NULL AND s.unreported AND s.class = '事故'
UNION ALL
SELECT coalesce(c.last_id, c.item_id), NULL, c.check_by, '保管確認', NULL,
       'ドキュメント ' || c.n || '件の保管状況',
       CASE WHEN c.check_by < kk_today() THEN '超'
            WHEN kk_workday_before(c.check_by) <= kk_today() + 1 THEN '急'
            ELSE '' END,
       (SELECT r.name FROM responsible r
        WHERE r.role = '業務責任者'
          AND kk_today() BETWEEN r.from_day AND r.to_day LIMIT 1),
       CASE WHEN c.last_id IS NULL THEN 'lent_item' ELSE 'security' END,
       kk_day_start(c.check_by) + 86340
FROM custody c
