-- Continuity: what the last month left, what came, was done and went back.
-- 訂正 is by how much that is otherwise by now: what arrived of earlier months
-- after their paper was final, and what was put right.
SELECT 1 AS id, c.before AS before, c.corrected AS corrected, c.came AS came,
    c.done AS done, c.back AS back,
    c.before + c.corrected + c.came - c.done - c.back AS goes_on,
    c.before || ' ＋ ' || c.corrected || ' ＋ ' || c.came || ' － ' || c.done
        || ' － ' || c.back || ' ＝ '
        || (c.before + c.corrected + c.came - c.done - c.back) AS words
FROM (
    SELECT coalesce(w.goes_on, s.before) AS before,
        s.before - coalesce(w.goes_on, s.before) AS corrected,
        s.came AS came, s.done AS done, s.back AS back
    FROM (
    SELECT coalesce(sum(t.came < :first
                        AND coalesce(t.done, t.back, :first) >= :first), 0)
            AS before,
        coalesce(sum(t.came BETWEEN :first AND :last), 0) AS came,
        coalesce(sum(t.done BETWEEN :first AND :last), 0) AS done,
        coalesce(sum(t.back BETWEEN :first AND :last), 0) AS back
    FROM incident_term t
    ) s
    LEFT JOIN delivery w ON w.id = (
        SELECT d.id FROM delivery d
        WHERE d.deleted IS NULL AND d.goes_on IS NOT NULL
          AND d.month = kk_month(:first - 1)
        ORDER BY d.made_at, d.id LIMIT 1)
) c
