-- By key: of several the one whose term holds today, else the last.
SELECT c.id, coalesce(c.label, c.key), c.deleted,
       CASE WHEN c.id = (SELECT x.id FROM contract_param x
                         WHERE x.key = c.key AND x.deleted IS NULL
                         ORDER BY coalesce(x.valid_from, 0) <= kk_today()
                                  AND coalesce(x.valid_to, 99999999)
                                      >= kk_today() DESC,
                                  x.valid_from DESC
                         LIMIT 1)
            THEN kk_numbers(c.key) END,
       NULL, NULL
FROM contract_param c
