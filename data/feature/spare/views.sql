-- Units with their media, and the spares among them.

-- The newest release of every media kind, of those that are out by now. What
-- came with the ledger has no date and stands behind what has one; without one
-- in an order, it is still being made.
CREATE VIEW media_current AS
SELECT i.kind AS kind,
    (SELECT r.id FROM media_release r
     WHERE r.kind = i.kind AND r.deleted IS NULL
       AND coalesce(r.released_on, 0) <= kk_today()
       AND (r.released_on IS NOT NULL OR r.order_id IS NULL)
     ORDER BY r.released_on DESC, length(r.version) DESC, r.version DESC,
              r.id DESC LIMIT 1) AS release_id
FROM image i
WHERE i.deleted IS NULL
GROUP BY i.kind;

-- A unit with the media kind it should carry, the one it carries, and the
-- newest of that kind. A model without media (class S) needs none.
CREATE VIEW unit_now AS
SELECT u.*,
    m.short AS model_short, m.name AS model_name, m.dev_type AS dev_type,
    m.flow_class AS flow_class, m.counted AS counted, m.desk_id AS desk_id,
    m.warranty_months AS warranty_months,
    p.name AS place_name, p.kind AS place_kind, p.ledger_scope AS ledger_scope,
    s.no AS site_no, d.name AS dept_name,
    r.kind AS image_kind, r.version AS image_version,
    (SELECT i.kind FROM image i
     WHERE i.model_id = u.model_id AND i.segment = u.segment
       AND i.role = u.role AND i.deleted IS NULL LIMIT 1) AS role_kind,
    CASE
    WHEN u.warranty_until IS NULL THEN '不明'
    WHEN u.warranty_until >= (kk_now() + 32400) / 86400 THEN '保証内'
    ELSE '保証外'
    END AS warranty
FROM unit u
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = u.place_id
LEFT JOIN site s ON s.id = p.site_id
LEFT JOIN dept d ON d.id = u.dept_id
LEFT JOIN media_release r ON r.id = u.image_release_id
WHERE u.deleted IS NULL;

-- Spares on loan that are not in use. `readiness` is computed: 要更新 where a
-- newer release of its media kind is out (§5.1.1), 修理 while a repair of the
-- device itself is open or it lies at the maker's. They are a handful among all
-- units: looked up by the index of spares, whatever the reader orders by.
CREATE VIEW spare_now AS
SELECT s.*,
    CASE
    WHEN s.spare_state <> '使用可' THEN s.spare_state
    WHEN s.in_repair THEN '修理'
    WHEN s.up_to_date THEN '即応'
    ELSE '要更新'
    END AS readiness
FROM (
    SELECT n.*,
        coalesce(n.image_kind, n.role_kind) AS kind,
        c.release_id AS current_release_id,
        (c.release_id IS NULL OR c.release_id IS n.image_release_id)
            AND n.id NOT IN (SELECT e.unit_id FROM unit_erased e) AS up_to_date,
        n.spare_state = '修理' OR n.place_kind IS 'メーカー'
            OR EXISTS (SELECT 1 FROM repair r
                       WHERE r.unit_id = n.id AND r.finished_at IS NULL
                         AND r.deleted IS NULL AND r.part IS NULL) AS in_repair
    FROM unit_now n
    LEFT JOIN media_current c ON c.kind = coalesce(n.image_kind, n.role_kind)
    WHERE n.id IN (SELECT u.id FROM unit u
                   WHERE u.spare_state IS NOT NULL
                     AND u.spare_state <> '設置済')
      AND n.lent_back_at IS NULL
) s;

-- How a spare suits the unit of an incident: rank 0 fits and is newest, then
-- what asks for a reason. `mismatch` says why, '' where nothing is against it.
CREATE VIEW spare_fit AS
SELECT i.incident_id AS incident_id, s.*,
    CASE
    WHEN i.unit_id IS NULL THEN 0
    WHEN s.model_id IS NOT i.model_id THEN 4
    WHEN s.segment IS NOT i.segment THEN 3
    WHEN s.kind IS NOT i.kind THEN 2
    WHEN NOT s.up_to_date THEN 1
    ELSE 0
    END AS rank,
    CASE
    WHEN i.unit_id IS NULL THEN ''
    WHEN s.model_id IS NOT i.model_id THEN '機種が違います'
    WHEN s.segment IS NOT i.segment THEN '区分が違います'
    WHEN s.kind IS NOT i.kind
    THEN '媒体の用途が違います（' || coalesce(s.kind, 'なし') || '）'
    WHEN NOT s.up_to_date
    THEN '媒体の版が古いです（' || coalesce(s.image_version, 'なし') || '）'
    ELSE ''
    END AS mismatch
FROM (
    -- What unit_now says, without its other forty columns.
    SELECT f.id AS incident_id, u.id AS unit_id, u.model_id AS model_id,
        u.segment AS segment,
        coalesce((SELECT m.kind FROM image m
                  WHERE m.model_id = u.model_id AND m.segment = u.segment
                    AND m.role = u.role AND m.deleted IS NULL LIMIT 1),
                 (SELECT r.kind FROM media_release r
                  WHERE r.id = u.image_release_id)) AS kind
    FROM incident f
    LEFT JOIN unit u ON u.id = f.unit_id AND u.deleted IS NULL
) i
CROSS JOIN spare_now s;

-- Models, segments and uses that have or had a spare on loan, or for which such
-- a model has a medium: also where none is left.
CREATE VIEW spare_sort AS
WITH ever AS (
    SELECT id, model_id, segment, role FROM unit
    WHERE spare_state IS NOT NULL AND deleted IS NULL
)
SELECT min(id) AS id, model_id, segment, role FROM ever
GROUP BY model_id, segment, role
UNION ALL
SELECT min(i.id), i.model_id, i.segment, i.role FROM image i
WHERE i.deleted IS NULL AND i.model_id IN (SELECT model_id FROM ever)
  AND NOT EXISTS (SELECT 1 FROM ever e
                  WHERE e.model_id = i.model_id AND e.segment = i.segment
                    AND e.role = i.role)
GROUP BY i.model_id, i.segment, i.role;

-- The pieces of the stock and who has each: spares on loan, and broken units
-- that are to come back as spares. What is taken along for a case is in a car.
CREATE VIEW spare_piece AS
SELECT p.*,
    CASE WHEN p.readiness = '持出' OR l.kind = '搬送' THEN '車載'
         WHEN l.kind = '受託者' THEN '受託者'
         WHEN l.kind = 'メーカー' THEN 'メーカー'
         WHEN l.kind = '市管理' THEN '菊水'
         ELSE '拠点' END AS held
FROM (
    SELECT id, model_id, segment, role, kind, readiness, place_id FROM spare_now
    UNION ALL
    SELECT u.id, u.model_id, u.segment, u.role, NULL, '修理', u.place_id
    FROM repair r
    JOIN unit u ON u.id = r.unit_id AND u.deleted IS NULL
        AND u.spare_state IS NULL AND u.state IS NOT '市引渡済'
    WHERE r.finished_at IS NULL AND r.deleted IS NULL
    GROUP BY u.id
) p
LEFT JOIN place l ON l.id = p.place_id;

-- Open cases that want a spare: none was put in or is held for them, and none
-- that is free fits. The city was not told of it.
CREATE VIEW spare_short AS
SELECT i.id AS id
FROM incident i
JOIN unit u ON u.id = coalesce(i.swap_unit_id, i.unit_id)
JOIN model m ON m.id = u.model_id AND m.flow_class IN ('P', 'S')
WHERE i.completed_at IS NULL AND i.returned_at IS NULL AND i.deleted IS NULL
  AND i.onsite IS NOT 'no'
  AND coalesce(i.cause_kind, '機器故障') = '機器故障'
  AND i.swap_spare_id IS NULL AND i.part_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM spare_report r
                  WHERE r.incident_id = i.id AND r.deleted IS NULL)
  AND NOT EXISTS (SELECT 1 FROM spare_fit s
                  WHERE s.incident_id = i.id
                    AND (s.spare_incident_id = i.id
                         OR s.rank <= 1
                            AND s.readiness IN ('即応', '要更新')));
