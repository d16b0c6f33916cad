-- The texts of an incident's screen.
SELECT q.id AS id, q.unit_id AS unit, q.place_id AS place, q.dept_id AS dept,
    q.swap_spare_id AS spare, q.no AS no, q.city_no AS city_no,
    q.state AS state,
    coalesce('No.' || q.site_no || ' ', '') || q.place_text AS "where",
    q.site_contact AS contact, q.site_phone AS phone,
    CASE WHEN q.machine_id IS NULL THEN coalesce(q.device_text, '機器 未定')
    ELSE q.machine_id || ' ' || q.device || coalesce('  S/N ' || q.serial, '')
         || '  保証 ' || CASE WHEN u.warranty_until IS NULL THEN '不明'
                              ELSE kk_day_text(u.warranty_until) || 'まで' END
    END AS unit_text,
    CASE WHEN q.unit_id IS NULL THEN ''
    ELSE '過去1年 ' || (SELECT count(*) FROM incident o
         WHERE o.unit_id = q.unit_id AND o.id <> q.id AND o.deleted IS NULL
           AND o.instructed_at >= q.instructed_at - 31536000
           AND o.instructed_at <= q.instructed_at) || '件' END AS past,
    q.assignee_name AS assignee, q.symptom AS symptom,
    q.error_text AS error,
    -- the newest visit that is under way: the key goes on with it, also when the
    -- checklist has its first visit done
    (SELECT CASE WHEN w.started_at IS NOT NULL THEN 'visit.leave'
                 WHEN w.arrived_at IS NOT NULL OR w.maker = 1 THEN 'visit.start'
                 ELSE 'visit.arrive' END
     FROM visit w
     WHERE w.incident_id = q.id AND w.deleted IS NULL AND w.left_at IS NULL
     ORDER BY coalesce(w.planned_at, w.arrived_at) DESC, w.id DESC
     LIMIT 1) AS visit_next,
    coalesce(v.short, v.name) AS desk,
    coalesce(v.phone, '')
    -- 別表3 gives PCs of HP a desk that helps to find the fault.
    || coalesce((SELECT '  ' || h.short || ' '
                        || kk_desk_badge(h.id, '受付', kk_now())
                        || coalesce(' ' || h.phone, '')
                 FROM vendor_desk h
                 WHERE m.flow_class = 'P' AND h.vendor = v.vendor
                   AND h.id <> v.id AND h.deleted IS NULL
                   AND instr(h.service, '診断') > 0 LIMIT 1), '') AS desk_phone,
    kk_desk_badge(v.id, '受付', kk_now()) AS badge
FROM incident_now q
LEFT JOIN unit u ON u.id = q.unit_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN vendor_desk v ON v.id = m.desk_id AND v.deleted IS NULL
WHERE q.id = :incident
