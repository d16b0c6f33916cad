-- A condition as it stands; the live rows of its key that begin with it (0 when
-- it was taken away), and those of its key in all.
SELECT p.key, p.value, p.valid_from, p.valid_to,
       CASE WHEN p.deleted IS NULL THEN
           (SELECT count(*) FROM contract_param o
            WHERE o.key = p.key AND o.valid_from IS p.valid_from
              AND o.deleted IS NULL)
       ELSE 0 END,
       (SELECT count(*) FROM contract_param o
        WHERE o.key = p.key AND o.deleted IS NULL)
FROM contract_param p WHERE p.id = :param
