-- By its unit or its incident, of which the open ones come before the finished.
SELECT r.id,
       '修理 ' || coalesce(u.machine_id, '') || coalesce(' ' || i.no, ''),
       r.deleted,
       CASE WHEN r.finished_at IS NULL
            THEN kk_numbers(u.machine_id, i.no, i.city_no) END,
       kk_numbers(u.machine_id, i.no, i.city_no),
       NULL
FROM repair r
LEFT JOIN unit u ON u.id = r.unit_id
LEFT JOIN incident i ON i.id = r.incident_id
