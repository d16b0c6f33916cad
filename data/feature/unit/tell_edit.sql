SELECT '注意: ' || short || ' は' || kk_day_text(valid_to) || 'で終わった機種です'
FROM model WHERE id = :model AND valid_to < kk_today()
