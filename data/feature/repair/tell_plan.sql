SELECT '立会 未定: 市の職員が決まるまで修理と消去へ進めません'
FROM repair_now r WHERE r.id = :id AND NOT r.witnessed AND NOT r.ships
UNION ALL
SELECT '約束は ' || kk_day_long(r.promised) || ' まで'
FROM repair_now r WHERE r.id = :id AND kk_day(r.visit_at) <= r.promised
