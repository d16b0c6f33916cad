SELECT c.id AS id, NULL AS at, c.due_on AS day, '提出' AS kind, NULL AS no,
       c.kind || coalesce(' ' || c.period, '') || coalesce('  ' || c.shift, '')
       AS what,
       CASE WHEN c.due_on < kk_today() THEN '超' ELSE '' END AS mark,
       NULL AS who, 'document' AS target,
       kk_day_start(c.due_on) + 86340 AS sort
FROM document_now c
WHERE c.open AND c.due_on IS NOT NULL
