-- What needs a person: everything between the same entries is one review. Its
-- id is made from their names, so it is the same on every copy. Accepted hits
-- stand; a cell has to be decided.
CREATE VIEW review(id, kind, title, cells, hits, entries, who, at) AS
SELECT kk_hash63(p.entries),
    substr(min(p.rank || p.kind), 2),
    substr(min(p.rank || p.title), 2),
    sum(p.kind = 'conflict'), sum(p.kind <> 'conflict'),
    p.entries, min(p.who), max(p.at)
FROM (
    SELECT 'conflict' AS kind, '3' AS rank,
        CASE c.tab
        WHEN 11 THEN ifnull((SELECT machine_id FROM unit WHERE id = c.row),
            '機器')
        WHEN 13 THEN '案件 ' || ifnull((SELECT no FROM incident
            WHERE id = c.row), '')
        WHEN 19 THEN ifnull((SELECT kind || ' ' || no FROM lent_item
            WHERE id = c.row), '貸与品')
        ELSE kk_label(c.tab) END
            || ' の「' || kk_label(c.tab, c.col) || '」が食い違っています'
            AS title,
        c.entries, c.who, c.at
    FROM review_cell c
    UNION ALL
    -- What says most comes first: a movement that does not join up is often
    -- the same thing once more.
    SELECT h.kind, CASE h.kind WHEN 'spare_twice' THEN '0'
            WHEN 'moves_apart' THEN '2' ELSE '1' END,
        h.title, h.entries, h.who, h.at
    FROM review_hit h
    UNION ALL
    -- What the office alone changes, changed by a laptop's program.
    SELECT 'office_only', '1',
        CASE min(o.tab) WHEN 3 THEN '従事者名簿' ELSE '媒体の版' END
            || 'が端末 ' || ifnull(n.name, '？') || ' で変えられています',
        printf('%010x-%d', e.writer, e.seq), ifnull(n.name, '？'),
        e.recorded_at
    FROM review_office o
    CROSS JOIN entry e ON e.arrival = o.entry
    LEFT JOIN writer w ON w.writer = e.writer
    LEFT JOIN node n ON n.node = w.node
    GROUP BY o.entry
) p
GROUP BY p.entries
HAVING sum(p.kind = 'conflict') > 0
    OR NOT EXISTS (SELECT 1 FROM review_accept a WHERE a.deleted IS NULL
        AND a.review = CAST(kk_hash63(p.entries) AS TEXT));
