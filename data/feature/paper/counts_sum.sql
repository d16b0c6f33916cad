-- What the year's survey came to.
WITH line AS (
    SELECT * FROM count_line c WHERE c.fiscal_year = kk_fiscal(:first)
), s AS (
    SELECT min(y.from_day) AS from_day, max(y.to_day) AS to_day,
        min(y.agreed_with) AS agreed_with
    FROM print_survey y
    WHERE y.deleted IS NULL AND y.fiscal_year = kk_fiscal(:first)
      AND y.from_day IS NOT NULL
)
SELECT 1 AS id, '調査の期間' AS label,
    coalesce(kk_day_long(s.from_day) || ' から ' || kk_day_long(s.to_day),
             '調整前') AS value FROM s
UNION ALL
SELECT 2, '調査の対象', 'カラーレーザープリンター '
    || (SELECT count(*) FROM line) || '台（菊水分庁舎・DEOS を除く）'
UNION ALL
SELECT 3, '計測した台数',
    (SELECT count(*) FROM line l WHERE l.count IS NOT NULL) || '台'
UNION ALL
SELECT 4, '計測していない台数',
    (SELECT count(*) FROM line l WHERE l.count IS NULL) || '台'
UNION ALL
SELECT 5, '前回との差の合計', coalesce((
    SELECT printf('%+,d', sum(l.count - l.before_count)) FROM line l
    WHERE l.count >= l.before_count AND l.reset_flag IS NULL), '－')
    || (SELECT CASE WHEN count(*) > 0 THEN '（差を出せない ' || count(*)
                    || '台を除く）' ELSE '' END FROM line l
        WHERE l.count IS NOT NULL
          AND (l.before_count IS NULL OR l.reset_flag IS NOT NULL
               OR l.count < l.before_count))
