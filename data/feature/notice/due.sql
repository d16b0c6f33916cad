-- An inspection that the city announced and work of another company that it was
-- shown, on their day; what waits for the city's word, today until it came.
SELECT n.id AS id, n.at AS at, kk_day(n.at) AS day, n.kind AS kind,
       n.no AS no,
       coalesce(n.place_name || ' ', '') || n.text
       || coalesce('  ' || kk_day_text(kk_day(n.told_at)) || ' に通知', '')
       AS what, CASE WHEN n.state = '過ぎた' THEN '超' ELSE '' END AS mark,
       n.partner AS who, 'notice' AS target, n.at AS sort
FROM notice_now n
WHERE n.kind = '定期点検' AND n.finished_at IS NULL AND n.open AND n.at IS NOT NULL
UNION ALL
SELECT n.id, n.at, kk_day(n.at), n.kind, n.no,
       coalesce(n.partner || ' ', '') || n.text, '', n.partner, 'notice', n.at
FROM notice_now n
WHERE n.kind = '事前提示' AND n.finished_at IS NULL
  AND kk_day(n.at) >= kk_today()
UNION ALL
SELECT n.id, NULL, kk_today(), n.kind, n.no,
       n.text || '  ' || n.state || coalesce('（'
       || kk_day_text(kk_day(n.told_at)) || CASE n.kind
           WHEN '疑義' THEN ' に確認' ELSE ' に申出' END || '）', ''),
       '', n.told, 'notice', kk_day_start(kk_today()) + 86340
FROM notice_now n
WHERE n.kind IN ('疑義', '機器使用申出') AND n.open
