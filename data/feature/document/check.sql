SELECT 'sha256' AS key, 'sha256' AS "column",
    '照合値は SHA-256 の 64 桁の 16 進数です（sha256sum ファイル名 で出ます）'
    AS words, '拒否' AS weight
FROM document d
WHERE d.id = :id AND d.deleted IS NULL AND d.sha256 IS NOT NULL
  AND (length(d.sha256) <> 64 OR d.sha256 GLOB '*[^0-9a-fA-F]*')
UNION ALL
SELECT 'late', 'at', '期限（' || kk_day_text(d.due_on) || '）を過ぎています',
    '注意'
FROM document d
WHERE d.id = :id AND d.deleted IS NULL AND kk_day(d.submitted_at) > d.due_on
UNION ALL
-- A month's paper is of what was done until its last working day.
SELECT 'early', 'at', m.period || 'の期間（' || kk_day_text(m.last)
    || ' まで）が終わる前の提出です', '注意'
FROM (SELECT k.period AS period, k.submitted_at AS submitted_at,
             kk_ymd(k.y + k.m / 12, k.m % 12 + 1, 1) - 1 AS last
      FROM (SELECT d.period AS period, d.submitted_at AS submitted_at,
                   CAST(substr(d.rule_key, -7, 4) AS INTEGER) AS y,
                   CAST(substr(d.rule_key, -2) AS INTEGER) AS m
            FROM document d
            WHERE d.id = :id AND d.deleted IS NULL
              AND d.rule_key GLOB '* [0-9][0-9][0-9][0-9]-[0-9][0-9]') k) m
WHERE kk_day(m.submitted_at) < kk_workday_before(m.last)
