SELECT 'データ消去のため修理を始めます: ' || r.machine_id || ' ' || r.part
       || coalesce('  ' || r.desk || ' '
                   || kk_desk_badge(r.desk_id, '受付', kk_now()), '')
FROM repair_now r
WHERE r.incident_id = :id AND r.part = :part AND r.finished_at IS NULL
