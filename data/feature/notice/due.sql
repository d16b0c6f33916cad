SELECT n.id AS id, n.at AS at, kk_day(n.at) AS day, n.kind AS kind,
       n.no AS no,
       coalesce(n.place_name || ' ', '') || n.text
       || coalesce('  ' || kk_day_text(kk_day(n.told_at)) || ' に通知', '')
       AS what, CASE WHEN n.state = '過ぎた' THEN '超' ELSE '' END AS mark,
       n.partner AS who, 'notice' AS target, n.at AS sort
FROM notice_now n
WHERE n.kind = '定期点検' AND n.finished_at IS NULL AND n.open AND n.at IS NOT NULL
