-- To whom and from whom: the head of what is handed in as a letter.
WITH cover(key, value) AS (
    SELECT f.key, coalesce(c.value, f.usual, '（' || f.label || ' 未記入）')
    FROM cover_field f LEFT JOIN cover_on c ON c.key = f.key
        AND :last BETWEEN c.first AND c.last
)
SELECT 1 AS id, (SELECT c.value FROM cover c WHERE c.key = 'cover.addressee')
    AS line
UNION ALL
SELECT 2, '　'
UNION ALL
SELECT 3, '受託者　' || (SELECT c.value FROM cover c
                         WHERE c.key = 'cover.address')
UNION ALL
SELECT 4, '　　　　' || (SELECT c.value FROM cover c
                         WHERE c.key = 'cover.contractor')
UNION ALL
SELECT 5, '　　　　' || (SELECT c.value FROM cover c
                         WHERE c.key = 'cover.representative')
