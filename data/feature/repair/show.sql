-- All that was recorded, and what is asked on the telephone.
SELECT l.id AS id, l.machine_id AS machine_id, r.model_name AS model_name,
       l.part AS part, l.no AS no, l.state AS state, l.desk AS desk,
       l.called_at AS called_at, l.called_by AS called_by, l.ref AS ref,
       l.visit_at AS visit_at, l.witness AS witness,
       l.erase_needed AS erase_needed, l.erased_at AS erased_at,
       l.cert AS cert, l.finished_at AS finished_at, l.outcome AS outcome,
       l.visit_by AS visit_by, l.unit_id AS unit_id,
       l.incident_id AS incident_id, l.desk_id AS desk_id, l.open AS open,
       r.desk || coalesce(' ' || l.badge, '') || coalesce('  ' || r.desk_phone, '')
           AS desk_line,
       -- 別表3 gives PCs of HP a desk that helps to find the fault.
       (SELECT h.short || ' ' || kk_desk_badge(h.id, '受付', kk_now())
               || coalesce('  ' || h.phone, '')
        FROM vendor_desk h
        WHERE r.finished_at IS NULL AND r.flow_class = 'P'
          AND h.vendor = r.vendor AND h.id <> r.desk_id AND h.deleted IS NULL
          AND instr(h.service, '診断') > 0 LIMIT 1) AS hint,
       CASE WHEN r.promised IS NOT NULL
            THEN kk_time_text(r.called_at) || ' の連絡から翌営業日 '
                 || kk_day_long(r.promised) || ' まで'
                 || CASE WHEN kk_day(coalesce(r.repaired_at, r.visit_at))
                              > r.promised THEN ' 約束超過'
                         WHEN coalesce(r.repaired_at, r.finished_at) IS NOT NULL
                         THEN ''
                         WHEN r.promised < kk_today() THEN ' 超過'
                         ELSE ' 残' || (r.promised - kk_today()) || '日' END
       END AS promise,
       CASE
       WHEN u.warranty_until IS NULL THEN '不明'
       WHEN u.warranty_until >= kk_today() THEN '保証内 '
           || kk_day_text(u.warranty_until) || 'まで'
       ELSE '保証外' END AS warranty,
       w.name || coalesce(' ' || r.unit_state, '') AS now_at,
       (SELECT coalesce(kk_called(5, o.id, 3, 12, v.id, 3), o.name)
                || coalesce(' ' || nullif(coalesce(kk_called(6, od.id, 3, 12, v.id, 4), od.name), o.name), '')
        FROM unit_move v LEFT JOIN place o ON o.id = v.from_place_id
        LEFT JOIN dept od ON od.id = v.from_dept_id
        WHERE v.unit_id = r.unit_id AND v.incident_id = r.incident_id
          AND v.deleted IS NULL
        ORDER BY v.happened_at LIMIT 1) AS taken_from,
       r.reason AS reason, r.person AS person,
       r.symptom_repro AS symptom_repro, r.attached AS attached,
       r.place_name AS place, r.place_ok AS place_ok,
       r.place_ok_at AS place_ok_at, r.skip_ok AS skip_ok,
       r.skip_ok_at AS skip_ok_at, r.skip_reason AS skip_reason,
       r.repaired_at AS repaired_at, r.parts AS parts,
       r.erased_by AS erased_by, r.erase_witness AS erase_witness,
       r.erase_ok AS erase_ok, r.erase_ok_at AS erase_ok_at,
       r.erase_reason AS erase_reason,
       CASE WHEN r.finished_at IS NULL THEN
           (SELECT t.mail FROM desk_mail t WHERE t.repair_id = :id)
       END AS mail,
       CASE WHEN r.finished_at IS NULL THEN
           (SELECT t.text FROM desk_text t WHERE t.repair_id = :id)
       END AS told
FROM repair_now r
JOIN repair_line l ON l.id = r.id
LEFT JOIN unit u ON u.id = r.unit_id
LEFT JOIN place w ON w.id = u.place_id
WHERE r.id = :id
