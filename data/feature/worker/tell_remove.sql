-- What the city lent and whoever leaves still has.
SELECT '注意: ' || p.name || ' は貸与品を持っています: '
       || group_concat(l.kind || ' ' || l.no, '、')
       || '。戻ったら「貸与品を保管庫へ戻す」で記録してください'
FROM lent_item_now l JOIN person p ON p.id = l.holder_id
WHERE l.here AND l.holder_id = :id
HAVING count(*) > 0
UNION ALL
SELECT '注意: ' || g.role || 'が ' || kk_day_long(g.day)
    || ' からいません。「責任者を選任」で後任を決めてください'
FROM responsible_gap g WHERE g.person_id = :id
