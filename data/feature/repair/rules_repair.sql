-- What cannot stand together in a repair, and next to the swap that brought it.
WITH f(id, key, field, what, at, low_what, low, at_col, low_tab, low_row,
    low_col) AS (
    SELECT r.id, 'called', 'called_at', '依頼', r.called_at, '交換', i.swap_at,
        6, 13, i.id, 35
    FROM repair r JOIN incident i ON i.id = r.incident_id
    WHERE r.deleted IS NULL AND r.called_at < i.swap_at
    UNION ALL
    SELECT r.id, 'erased', 'erased_at', '消去', r.erased_at, '交換', i.swap_at,
        13, 13, i.id, 35
    FROM repair r JOIN incident i ON i.id = r.incident_id
    WHERE r.deleted IS NULL AND r.erased_at < i.swap_at
    UNION ALL
    SELECT id, 'visit', 'visit_at', '訪問予定', visit_at, '依頼', called_at,
        9, 20, id, 6
    FROM repair WHERE deleted IS NULL AND visit_at < called_at
    UNION ALL
    SELECT id, 'fixed', 'repaired_at', '修理', repaired_at, '依頼', called_at,
        19, 20, id, 6
    FROM repair WHERE deleted IS NULL AND repaired_at < called_at
    UNION ALL
    SELECT id, 'rebuilt', 'rebuilt_at', 'リカバリ', rebuilt_at, '消去',
        erased_at, 20, 20, id, 13
    FROM repair WHERE deleted IS NULL AND rebuilt_at < erased_at
    UNION ALL
    SELECT id, 'finished', 'finished_at', '終了', finished_at, '依頼',
        called_at, 21, 20, id, 6
    FROM repair WHERE deleted IS NULL AND finished_at < called_at
    UNION ALL
    SELECT id, 'finished_erased', 'finished_at', '終了', finished_at, '消去',
        erased_at, 21, 20, id, 13
    FROM repair WHERE deleted IS NULL AND finished_at < erased_at
), g(id, key, field, words, a_col, b_col) AS (
    -- §5.1.2「本市職員の立会の下」: without one only with the city's consent.
    SELECT r.id, 'witness', 'witness',
        '立会する市の職員を入れてください。立会を省くときは、了承した市の職員、'
        || '日時と理由が要ります', 19, b.value
    FROM repair r
    CROSS JOIN (SELECT 10 AS value UNION ALL SELECT 17 UNION ALL SELECT 18) b
    WHERE r.deleted IS NULL AND r.repaired_at IS NOT NULL AND r.witness IS NULL
        AND (r.skip_ok IS NULL OR r.skip_reason IS NULL)
    UNION ALL
    SELECT r.id, 'erase_witness', 'erase_witness',
        '立会した市の職員を入れてください。立会を省いたときは、了承した市の職員、'
        || '日時と理由が要ります', 13, b.value
    FROM repair r
    CROSS JOIN (SELECT 15 AS value UNION ALL SELECT 17 UNION ALL SELECT 18) b
    WHERE r.deleted IS NULL AND r.erased_at IS NOT NULL
        AND r.erase_witness IS NULL
        AND (r.skip_ok IS NULL OR r.skip_reason IS NULL)
    UNION ALL
    -- Before the two consents were told apart, one stood for both.
    SELECT r.id, 'erase', 'erased_at',
        'ハードドライブのデータ消去がまだです。省くときは、了承した市の職員、日時'
        || 'と理由が要ります', 21, b.value
    FROM repair r
    CROSS JOIN (SELECT 12 AS value UNION ALL SELECT 13 UNION ALL SELECT 29
                UNION ALL SELECT 31) b
    WHERE r.deleted IS NULL AND r.finished_at IS NOT NULL
        AND r.erase_needed = 1 AND r.erased_at IS NULL
        AND (r.erase_ok IS NULL OR r.erase_reason IS NULL)
        AND (r.skip_ok IS NULL OR r.skip_reason IS NULL
             OR r.skip_ok_at IS NOT NULL)
)
SELECT id AS "row", key, field AS "column",
    what || ' ' || kk_time_long(at) || ' が' || low_what || ' '
    || kk_time_long(low) || ' より前です。日時を確かめてください' AS words,
    16 AS since, 20 AS a_tab, id AS a_row, at_col AS a_col,
    low_tab AS b_tab, low_row AS b_row, low_col AS b_col
FROM f
UNION ALL
SELECT id, key, field, words, 16, 20, id, a_col, 20, id, b_col
FROM g
