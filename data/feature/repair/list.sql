SELECT r.id AS id, u.machine_id AS machine_id, m.short AS model, i.no AS no,
       CASE
       WHEN r.finished_at IS NOT NULL THEN '終了'
       WHEN r.rebuilt_at IS NOT NULL THEN '再構築済'
       WHEN r.erased_at IS NOT NULL THEN '消去済'
       WHEN r.repaired_at IS NOT NULL THEN '修理済'
       WHEN r.visit_at IS NOT NULL THEN '日程確定'
       WHEN r.called_at IS NOT NULL THEN '依頼済'
       ELSE '起票'
       END AS state,
       d.name AS desk, r.visit_at AS visit_at, r.witness AS witness,
       r.called_at AS called_at, r.ref_no AS ref,
       r.erase_needed AS erase_needed, r.erased_at AS erased_at,
       r.cert_no AS cert, r.finished_at AS finished_at,
       r.outcome AS outcome, r.person AS person,
       r.symptom_repro AS symptom_repro, r.erased_by AS erased_by,
       r.erase_witness AS erase_witness, r.parts AS parts,
       r.skip_ok AS skip_ok, r.skip_reason AS skip_reason,
       CASE
       WHEN u.warranty_until IS NULL THEN '不明'
       WHEN u.warranty_until >= kk_today() THEN '保証内'
       ELSE '保証外'
       END AS warranty,
       kk_desk_visit_by(r.desk_id, r.called_at) AS visit_by,
       r.unit_id AS unit_id, r.incident_id AS incident_id,
       r.finished_at IS NULL AS open
FROM repair r
LEFT JOIN unit u ON u.id = r.unit_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN vendor_desk d ON d.id = r.desk_id
LEFT JOIN incident i ON i.id = r.incident_id
WHERE r.deleted IS NULL AND (:id IS NULL OR r.id = :id)
