-- The worklist of the releases: every spare on loan that does not carry the
-- newest of its medium, wherever it is (§5.1.1「貸与中の予備機についても更新」).
SELECT s.id AS id, s.machine_id AS machine_id, s.model_short AS model,
       s.role AS role, s.kind AS kind,
       coalesce(CASE WHEN s.image_kind IS s.kind THEN s.image_version
                     ELSE s.image_kind || ' ' || s.image_version END, 'なし')
       AS has,
       r.version AS wants, r.released_on AS released,
       CASE WHEN s.readiness = '要更新' THEN '要更新'
            ELSE s.readiness || coalesce(' ' || i.no, '') END AS state,
       s.place_name AS place, o.city_ref AS "order",
       s.readiness = '要更新' AS open,
       s.kind || ' ' || s.machine_id AS sort, r.id AS media_id,
       s.id AS unit_id
FROM spare_now s
JOIN media_release r ON r.id = s.current_release_id
LEFT JOIN media_order o ON o.id = r.order_id
LEFT JOIN incident i ON i.id = s.spare_incident_id
WHERE NOT s.up_to_date
