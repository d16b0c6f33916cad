-- What cannot be of a condition (domain/check.h): where broken units go is a
-- place of the city that is there (feature/swap/faulty_place.sql).
SELECT 'faulty_place' AS key, 'value' AS "column",
    '「' || substr(p.value, 1, 60) || '」という市管理の場所はありません。場所の一覧'
    || '（kikusui list places）にある名前で入れてください' AS words,
    '拒否' AS weight
FROM contract_param p
WHERE p.id = :id AND p.deleted IS NULL AND p.key = 'swap.faulty_place'
    AND NOT EXISTS (SELECT 1 FROM place x
                    WHERE x.deleted IS NULL AND x.kind = '市管理'
                        AND x.name = p.value)
