-- Units with their media, and the spares among them.

-- The newest release of every media kind, of those that are out by now. What
-- came with the ledger has no date and stands behind what has one.
CREATE VIEW media_current AS
SELECT i.kind AS kind,
    (SELECT r.id FROM media_release r
     WHERE r.kind = i.kind AND r.deleted IS NULL
       AND coalesce(r.released_on, 0) <= kk_today()
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
-- newer release of its media kind is out (§5.1.1). They are a handful among all
-- units: looked up by the index of spares, whatever the reader orders by.
CREATE VIEW spare_now AS
SELECT n.*,
    coalesce(n.image_kind, n.role_kind) AS kind,
    c.release_id AS current_release_id,
    c.release_id IS NULL OR c.release_id IS n.image_release_id AS up_to_date,
    CASE
    WHEN n.spare_state <> '使用可' THEN n.spare_state
    WHEN c.release_id IS NULL OR c.release_id IS n.image_release_id THEN '即応'
    ELSE '要更新'
    END AS readiness
FROM unit_now n
LEFT JOIN media_current c ON c.kind = coalesce(n.image_kind, n.role_kind)
WHERE n.id IN (SELECT u.id FROM unit u
               WHERE u.spare_state IS NOT NULL AND u.spare_state <> '設置済')
  AND n.lent_back_at IS NULL;

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
    -- A LEFT JOIN of unit_now would compute every unit first.
    SELECT f.id AS incident_id, u.id AS unit_id, u.model_id AS model_id,
        u.segment AS segment,
        (SELECT coalesce(n.role_kind, n.image_kind) FROM unit_now n
         WHERE n.id = u.id) AS kind
    FROM incident f
    LEFT JOIN unit u ON u.id = f.unit_id AND u.deleted IS NULL
) i
CROSS JOIN spare_now s;
