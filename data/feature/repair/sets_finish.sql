-- Repaired and rebuilt it serves as a spare (§5.1.2「予備機として利用できる状態
-- に」); beyond repair it is the city's; one that never left its place stays. A
-- disk that was erased and not rebuilt holds no image: such a spare is not
-- ready.
WITH r AS (SELECT r.id, r.unit_id, r.erased_at, r.rebuilt_at, r.part,
                  r.outcome IS '市引渡' AS gone,
                  u.state IN ('故障保管', '修理中', '再構築中', '予備', '保管')
                  AND r.part IS NULL
                  AND r.outcome IS NOT '修理済' AS moves
           FROM repair r LEFT JOIN unit u ON u.id = r.unit_id
           WHERE r.id = :id),
cell(col, gone, val) AS (
    VALUES ('state', 1, '市引渡済'), ('custodian', 1, '市'),
           ('spare_state', 1, NULL),
           ('state', 0, '予備'), ('custodian', 0, '受託者'),
           ('spare_state', 0, '使用可'), ('spare_incident_id', 0, NULL),
           ('settings', 0, NULL), ('lent_at', 0, :at),
           ('lent_back_at', 0, NULL)
)
SELECT 'unit', r.unit_id, c.col, c.val FROM r JOIN cell c ON c.gone = r.gone
WHERE (r.moves OR r.gone) AND r.part IS NULL
UNION ALL
SELECT 'repair', id, 'outcome', '修理済' FROM r
WHERE NOT moves AND NOT gone
UNION ALL
SELECT 'unit', unit_id, 'image_release_id', :media FROM r
WHERE :media IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM unit_wipe w
                  WHERE w.unit_id = r.unit_id AND w.at > :at)
UNION ALL
SELECT 'repair', id, 'rebuilt_at', :at FROM r WHERE :media IS NOT NULL
UNION ALL
SELECT 'unit', unit_id, 'image_release_id', NULL FROM r
WHERE :media IS NULL AND moves
  AND NOT EXISTS (SELECT 1 FROM repair o
                  WHERE o.unit_id = r.unit_id AND o.deleted IS NULL
                    AND o.rebuilt_at >= r.erased_at)
  AND erased_at IS NOT NULL
