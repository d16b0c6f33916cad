-- What the contract's year allows and how much of it is used (§5.2.1, §5.6.1, §5.7.1).
WITH year(day) AS (SELECT kk_today()), used(key, label, unit, n) AS (
    SELECT 'install.orders', '設置・撤去', '回', count(*) FROM job j, year y
    WHERE j.deleted IS NULL AND j.kind IN ('設置', '撤去')
      AND kk_fiscal(kk_day(j.ordered_at)) = kk_fiscal(y.day)
    UNION ALL
    SELECT 'media.orders', '媒体更新', '回', count(*) FROM media_order m, year y
    WHERE m.deleted IS NULL
      AND kk_fiscal(kk_day(m.ordered_at)) = kk_fiscal(y.day)
    UNION ALL
    SELECT 'resetup.units', '再セットアップ', '台',
        (SELECT coalesce(sum(j.units), 0) FROM job_now j, year y
         WHERE j.kind = '再セットアップ' AND j.fiscal = kk_fiscal(y.day))
)
SELECT row_number() OVER (ORDER BY u.key) AS id, u.label AS label, u.n AS used,
       kk_param(u.key, y.day) AS most, u.unit AS unit,
       u.n || '/' || kk_param(u.key, y.day) || u.unit AS words
FROM used u, year y
