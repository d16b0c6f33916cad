SELECT u.id AS id, u.machine_id AS machine_id, u.serial AS serial,
       u.model_name AS model, u.dev_type AS dev_type, u.segment AS segment,
       u.role AS role, u.place_name AS place, u.dept_name AS dept,
       u.custodian AS custodian, u.state AS state,
       (SELECT group_concat(i.no, '、') FROM incident i
        WHERE i.unit_id = u.id AND i.deleted IS NULL
          AND i.completed_at IS NULL AND i.returned_at IS NULL) AS trouble,
       (SELECT count(*) FROM incident i
        WHERE i.unit_id = u.id AND i.deleted IS NULL) AS incidents,
       (SELECT group_concat(o.machine_id, '、') FROM unit o
        WHERE o.deleted IS NULL
          AND (o.id = u.pair_id OR o.pair_id = u.id)) AS pair,
       u.warranty AS warranty, u.warranty_until AS warranty_until,
       u.image_kind || ' ' || u.image_version AS media,
       CASE WHEN u.role_kind IS NOT NULL THEN (
           SELECT c.release_id IS NULL OR c.release_id IS u.image_release_id
           FROM media_current c
           WHERE c.kind = coalesce(u.image_kind, u.role_kind))
       END AS media_current,
       u.key_no AS key, u.settings AS settings,
       u.spare_state AS spare_state,
       (SELECT f.readiness FROM spare_now f WHERE f.id = u.id) AS readiness,
       i.no AS spare_for, u.lent_at AS lent_at, u.lent_doc AS lent_doc,
       v.name AS desk, kk_desk_badge(u.desk_id, '受付', kk_now()) AS badge,
       (SELECT c."count" FROM count_last l JOIN print_count c ON c.id = l.id
        WHERE l.unit_id = u.id) AS last_count,
       coalesce(u.ledger_scope, 1) = 1 AS ledger, u.note AS note
FROM unit_now u
LEFT JOIN incident i ON i.id = u.spare_incident_id
LEFT JOIN vendor_desk v ON v.id = u.desk_id
WHERE u.id = :id
