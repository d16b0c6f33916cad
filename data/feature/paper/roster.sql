-- Who works for the contractor in the period, as on its last day (別紙1).
SELECT p.id AS id, p.name AS name, p.kana AS kana,
       coalesce((SELECT group_concat(o.role, '・')
                 FROM (SELECT r.role AS role FROM responsible r
                       WHERE r.person_id = p.id
                         AND min(:last, coalesce(p.roster_to, :last))
                             BETWEEN r.from_day AND r.to_day
                       ORDER BY r.role DESC) o), '従事者') AS role,
       p.id_card_no AS id_card_no, p.roster_from AS roster_from,
       p.roster_to AS roster_to, p.notified_on AS notified_on,
       CASE WHEN p.roster_from BETWEEN :first AND :last
                 AND p.roster_to BETWEEN :first AND :last THEN '追加、削除'
            WHEN p.roster_from BETWEEN :first AND :last
            THEN CASE WHEN EXISTS (
                          SELECT 1 FROM contract_param c
                          WHERE c.deleted IS NULL AND c."key" = 'contract.name'
                            AND c.valid_from >= p.roster_from) THEN ''
                      ELSE '追加' END
            WHEN p.roster_to BETWEEN :first AND :last THEN '削除'
            ELSE '' END AS change,
       coalesce(p.kana, p.name) AS sort
FROM person p
WHERE p.deleted IS NULL AND p.org = '受託者' AND p.roster_from <= :last
  AND coalesce(p.roster_to, 99999999) >= :first
