-- Units of which something is not finished, and what: a list made meanwhile
-- cannot know how it ends.
SELECT swap_unit_id, '案件 ' || no || ' の交換' FROM incident
WHERE swap_unit_id IS NOT NULL AND completed_at IS NULL
  AND returned_at IS NULL AND deleted IS NULL
UNION ALL
SELECT swap_spare_id, '案件 ' || no || ' の交換' FROM incident
WHERE swap_spare_id IS NOT NULL AND completed_at IS NULL
  AND returned_at IS NULL AND deleted IS NULL
UNION ALL
SELECT unit_id, '修理' FROM repair
WHERE unit_id IS NOT NULL AND finished_at IS NULL AND deleted IS NULL
UNION ALL
SELECT l.unit_id, '作業' || coalesce(' ' || j.no, '')
FROM job_line l JOIN job j ON j.id = l.job_id
WHERE l.unit_id IS NOT NULL AND l.done_at IS NULL
  AND l.cancelled_at IS NULL AND l.deleted IS NULL
  AND j.finished_at IS NULL AND j.cancelled_at IS NULL
  AND j.deleted IS NULL
UNION ALL
SELECT id, spare_state FROM unit
WHERE spare_state IN ('引当', '持出') AND deleted IS NULL
