-- The whole stock in a line; なし: how many sorts have not one that could be
-- used.
SELECT '即応 ' || count(CASE WHEN s.readiness = '即応' THEN 1 END)
    || '  要更新 ' || count(CASE WHEN s.readiness = '要更新' THEN 1 END)
    || '  引当 ' || count(CASE WHEN s.readiness IN ('引当', '持出') THEN 1 END)
    || '  修理 ' || count(CASE WHEN s.readiness = '修理' THEN 1 END)
    || '  計 ' || count(*)
    || '  12か月の使用 ' || (SELECT count(*) FROM incident i
        WHERE i.swap_spare_id IS NOT NULL AND i.deleted IS NULL
          AND i.swap_at > kk_now() - 365 * 86400 AND i.swap_at <= kk_now())
    || '  なし ' || (SELECT count(*) FROM spare_sort g
        WHERE NOT EXISTS (SELECT 1 FROM spare_now n
                          WHERE n.model_id IS g.model_id
                            AND n.segment IS g.segment AND n.role IS g.role
                            AND n.readiness IN ('即応', '要更新')))
    || '種'
FROM spare_piece s
