SELECT p.id AS id, p.approved_no AS no, p.kind AS kind, p.target AS target,
    p.from_day AS "from", p.to_day AS "to",
    CASE WHEN p.from_day > kk_today() THEN '先'
        WHEN p.to_day < kk_today() THEN '終了'
        ELSE '有効' END AS state
FROM permit p
WHERE p.deleted IS NULL AND (:id IS NULL OR p.id = :id)
