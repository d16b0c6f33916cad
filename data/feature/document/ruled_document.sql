-- (rule_key, kind, period, due_on, base_on, addressee, method): what §11 wants
-- of each contract term. Before the work begins four, each month three; of the
-- last month with the completion of the work; of a job, an order of
-- media or a survey of page counts that is finished one; and before whoever was
-- added to the roster begins, roster and chart anew. What was due before this
-- office kept its records here is not asked for, but for those that it added
-- itself.
WITH RECURSIVE begun(day) AS MATERIALIZED (
    SELECT kk_day(e.recorded_at) FROM entry e ORDER BY e.arrival LIMIT 1
), term(first, last) AS (
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
), due(month, period, base_on, due_on) AS MATERIALIZED (
    -- Once a month, not once a paper.
    SELECT kk_month(m.first),
        substr(kk_day_long(m.first), 1, instr(kk_day_long(m.first), '月'))
            || '分',
        CASE WHEN m.end > m.last THEN m.last
             ELSE m.end - 1 + coalesce(kk_param('submission.days', m.first), 0)
        END,
        CASE WHEN m.end > m.last THEN kk_workday_before(m.last)
             ELSE kk_workday_after(m.end - 1 + coalesce(
                 kk_param('submission.days', m.first), 0)) END
    FROM month m
    WHERE m.first <= kk_today()
), monthly(kind) AS (
    VALUES ('月次報告書'), ('セキュリティ保全状況報告書'), ('業務完了届')
), before(kind, anew) AS (
    VALUES ('業務責任者指定通知書', 0), ('情報資産取扱者名簿', 1),
           ('作業体制図', 1), ('セキュリティ保全申出書', 0)
), done(rule_key, period, day) AS (
    SELECT coalesce(j.no, j.id), j.no || ' ' || j.kind, kk_day(j.finished_at)
    FROM job j WHERE j.deleted IS NULL AND j.finished_at IS NOT NULL
    UNION ALL
    SELECT '媒体 ' || o.id, '媒体更新 ' || o.city_ref, kk_day(o.finished_at)
    FROM media_order o WHERE o.deleted IS NULL AND o.finished_at IS NOT NULL
    UNION ALL
    SELECT '枚数 ' || y.fiscal_year,
        '令和' || (y.fiscal_year - 2018) || '年度 枚数調査結果',
        max(kk_day(c.at))
    FROM ruled_print_count c
    JOIN print_survey y ON y.id = c.survey_id AND y.deleted IS NULL
        AND y.from_day <= kk_today()
    GROUP BY y.fiscal_year
    HAVING sum(c."count" IS NULL AND c.unread IS NULL) = 0
), rule(rule_key, kind, period, base_on, due_on, method, ours) AS (
    SELECT k.kind || ' ' || d.month, k.kind, d.period, d.base_on, d.due_on,
        NULL, 0
    FROM due d CROSS JOIN monthly k
    UNION ALL
    SELECT k.kind || ' ' || kk_fiscal(t.first), k.kind, '業務着手前',
        t.first - 1, kk_workday_before(t.first - 1), NULL, 0
    FROM term t CROSS JOIN before k
    UNION ALL
    SELECT k.kind || ' ' || kk_day_iso(p.roster_from), k.kind,
        substr(kk_day_long(p.roster_from), 1,
               instr(kk_day_long(p.roster_from), '日')) || 'から',
        p.roster_from - 1, kk_workday_before(p.roster_from - 1), NULL, p.ours
    FROM (SELECT x.roster_from AS roster_from,
              max(x.roster_from >= (SELECT day FROM begun)
                  AND EXISTS (SELECT 1 FROM change c
                              JOIN entry e ON e.arrival = c.entry
                              WHERE c.tab = 3 AND c.row = x.id AND c.col = 0
                                AND e.action = 'worker.add')) AS ours
          FROM person x
          WHERE x.deleted IS NULL AND x.org = '受託者'
          GROUP BY x.roster_from) p
    JOIN term t ON p.roster_from > t.first AND p.roster_from <= t.last
    CROSS JOIN before k
    WHERE k.anew
    UNION ALL
    SELECT '作業関連提出書類 ' || d.rule_key, '作業関連提出書類', d.period, d.day,
        kk_workday_after(d.day), '電子データ', 0
    FROM done d WHERE d.day IS NOT NULL
)
SELECT rule_key AS rule_key, kind AS kind, period AS period, due_on AS due_on,
       base_on AS base_on, kk_param_text('submission.to', base_on) AS addressee,
       method AS method
FROM rule
WHERE ours OR due_on >= (SELECT day FROM begun)
