-- 業務完了届: what stands in it below its text, a row each. The month that the
-- contract's term ends in is complete on its last working day (§11).
WITH term(name, first, last) AS (
    SELECT p.value, p.valid_from, p.valid_to FROM contract_param p
    WHERE p.deleted IS NULL AND p."key" = 'contract.name'
    ORDER BY :last BETWEEN p.valid_from AND p.valid_to DESC, p.valid_from DESC
    LIMIT 1
), day(first, last, done) AS (
    SELECT substr(kk_day_long(t.first), 1, instr(kk_day_long(t.first), '日')),
        substr(kk_day_long(t.last), 1, instr(kk_day_long(t.last), '日')),
        CASE WHEN t.last BETWEEN :first AND :last THEN kk_workday_before(t.last)
             ELSE :last END
    FROM term t
)
SELECT 1 AS id, '業務名' AS label, t.name AS value FROM term t
UNION ALL
SELECT 2, '契約番号', coalesce(c.value, '（未記入）')
FROM cover_field f LEFT JOIN cover_on c ON c.key = f.key
    AND :last BETWEEN c.first AND c.last
WHERE f.key = 'cover.contract_no'
UNION ALL
SELECT 3, '契約日', coalesce(c.words, '（未記入）')
FROM cover_field f LEFT JOIN cover_on c ON c.key = f.key
    AND :last BETWEEN c.first AND c.last
WHERE f.key = 'cover.contract_date'
UNION ALL
SELECT 4, '履行期間', d.first || '～' || d.last FROM day d
UNION ALL
SELECT 5, '対象月',
    substr(kk_day_long(:first), 1, instr(kk_day_long(:first), '月')) || '分'
UNION ALL
SELECT 6, '完了年月日',
    substr(kk_day_long(d.done), 1, instr(kk_day_long(d.done), '日')) FROM day d
UNION ALL
SELECT 7, '業務責任者', coalesce((
    SELECT r.name FROM responsible r
    WHERE r.role = '業務責任者' AND (SELECT d.done FROM day d)
          BETWEEN r.from_day AND r.to_day
    ORDER BY r.from_day DESC LIMIT 1), '（未記入）')
