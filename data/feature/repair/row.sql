SELECT r.unit_id, r.desk_id, r.incident_id, r.called_at, r.visit_at,
       r.erased_at, r.finished_at, i.swap_at, r.erase_needed,
       d.issues_certificate, r.witness, r.skip_ok, r.skip_reason, r.cert_no,
       m.flow_class
FROM repair r
LEFT JOIN incident i ON i.id = r.incident_id
LEFT JOIN vendor_desk d ON d.id = r.desk_id
LEFT JOIN unit u ON u.id = r.unit_id
LEFT JOIN model m ON m.id = u.model_id
WHERE r.id = :repair AND r.deleted IS NULL
