-- What passed between the city, other contractors and us in the period: doubts
-- and their answers, what was told beforehand, equipment asked for (§9).
SELECT n.id AS id, n.no AS no, n.kind AS kind,
       coalesce(n.told_at, n.at) AS told_at, n.text AS text,
       n.partner AS partner, n.place_name AS place, n.told AS told,
       n.answer AS answer, n.answered_at AS answered,
       CASE n.kind WHEN '定期点検' THEN coalesce(kk_time_text(n.at), '')
            ELSE n.state || coalesce(' 承認番号 ' || n.approved_no, '') END
       AS state
FROM notice_now n
WHERE kk_day(coalesce(n.told_at, n.at)) BETWEEN :first AND :last
