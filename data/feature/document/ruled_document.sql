-- (rule_key, kind, period, due_on): what §11 wants of each contract term.
-- Before the work begins four, each month three; of the last month with the
-- completion of the work. What was due before this office kept its records
-- here is not asked for.
WITH RECURSIVE term(first, last) AS (
    SELECT p.valid_from, p.valid_to FROM contract_param p
    WHERE p.deleted IS NULL AND p."key" = 'contract.name'
      AND p.valid_from IS NOT NULL AND p.valid_to IS NOT NULL
), month(first, end, last) AS (
    SELECT first,
        CAST(strftime('%s', first * 86400, 'unixepoch', 'start of month',
                      '+1 month') AS INTEGER) / 86400, last
    FROM term
    UNION ALL
    SELECT end,
        CAST(strftime('%s', end * 86400, 'unixepoch', '+1 month')
             AS INTEGER) / 86400, last
    FROM month WHERE end <= min(last, kk_today())
), monthly(kind) AS (
    VALUES ('月次報告書'), ('セキュリティ保全状況報告書'), ('業務完了届')
), before(kind) AS (
    VALUES ('業務責任者指定通知書'), ('情報資産取扱者名簿'), ('作業体制図'),
           ('セキュリティ保全申出書')
), rule(rule_key, kind, period, due_on) AS (
    SELECT k.kind || ' ' || kk_month(m.first), k.kind,
        substr(kk_day_long(m.first), 1, instr(kk_day_long(m.first), '月'))
            || '分',
        CASE WHEN m.end > m.last THEN kk_workday_before(m.last)
             ELSE kk_workday_after(m.end - 1) END
    FROM month m CROSS JOIN monthly k
    WHERE m.first <= kk_today()
    UNION ALL
    SELECT k.kind || ' ' || kk_fiscal(t.first), k.kind,
        '業務着手前', kk_workday_before(t.first - 1)
    FROM term t CROSS JOIN before k
)
SELECT rule_key AS rule_key, kind AS kind, period AS period, due_on AS due_on
FROM rule
WHERE due_on >= (SELECT kk_day(e.recorded_at) FROM entry e
                 ORDER BY e.arrival LIMIT 1)
