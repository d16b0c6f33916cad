SELECT s.machine_id || ' ' || s.readiness
       || coalesce('（' || s.image_kind || ' ' || s.image_version || '）', '')
FROM spare_now s WHERE s.id = :id
