-- Why a spare cannot be held for :incident.
SELECT u.machine_id || ' は ' || coalesce(o.no, '別の案件')
       || ' に引当済みです。先にそちらの引当を解いてください', 'spare'
FROM unit u JOIN incident o ON o.id = u.spare_incident_id
WHERE u.id = :id AND u.deleted IS NULL AND u.spare_incident_id <> :incident
