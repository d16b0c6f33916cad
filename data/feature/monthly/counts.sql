-- Continuity: what the last month left, what came, was done and went back.
-- 訂正 is what arrived of earlier months after their paper was final.
SELECT 1 AS id, c.before AS before, c.corrected AS corrected, c.came AS came,
    c.done AS done, c.back AS back,
    c.before + c.corrected + c.came - c.done - c.back AS goes_on,
    c.before || ' ＋ ' || c.corrected || ' ＋ ' || c.came || ' － ' || c.done
        || ' － ' || c.back || ' ＝ '
        || (c.before + c.corrected + c.came - c.done - c.back) AS words
FROM (
    SELECT coalesce(sum(t.came < :first
                        AND coalesce(t.done, t.back, :first) >= :first), 0)
            AS before,
        0 AS corrected,
        coalesce(sum(t.came BETWEEN :first AND :last), 0) AS came,
        coalesce(sum(t.done BETWEEN :first AND :last), 0) AS done,
        coalesce(sum(t.back BETWEEN :first AND :last), 0) AS back
    FROM incident_term t
) c
