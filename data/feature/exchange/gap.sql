-- What nobody decided yet, and laptops that were not heard since the service of
-- the month's last day was over (in the last month, on the day of 業務完了,
-- whose evening the papers do not wait for).
SELECT r.id AS id, '確認 ' || r.title AS key, '理由で可' AS weight,
       '人が決めること' AS kind, NULL AS no, NULL AS place, r.title AS what,
       'kikusui reviews' AS go, 'review' AS target, NULL AS incident_id
FROM review r
UNION ALL
SELECT kk_hash63(n.node), '取込 ' || n.name, '理由で可', '取込', n.name, NULL,
       coalesce(kk_time_text(h.created) || ' までしか取り込んでいない',
                '一度も取り込んでいない'),
       'kikusui import', 'node', NULL
FROM (SELECT kk_workday_before(:last) AS day,
             kk_param_text('service.close', :last) AS close,
             EXISTS (SELECT 1 FROM contract_param p
                     WHERE p.deleted IS NULL AND p."key" = 'contract.name'
                       AND p.valid_to BETWEEN :first AND :last) AS ends) m
JOIN node n ON n.role = 'laptop' AND n.state = 'live'
LEFT JOIN heard h ON h.node = n.node
WHERE (SELECT value FROM meta WHERE "key" = 'role') = 'office'
  AND coalesce(h.created, 0) < CASE WHEN m.ends THEN kk_day_start(m.day)
      ELSE kk_day_start(m.day)
           + CAST(substr(m.close, 1, 2) AS INTEGER) * 3600
           + CAST(substr(m.close, 4) AS INTEGER) * 60 END
