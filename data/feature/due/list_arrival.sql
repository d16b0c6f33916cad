-- What else there is to do at :place: its open cases, answers that are due,
-- page counts that the running survey still wants, spares kept there that have
-- an old image.
SELECT q.id AS id, 'incident' AS target, '案件' AS kind, q.no AS no,
       q.next_mark AS mark, q.state || ' ' || q.device || coalesce(' '
       || q.dept_name, '') || coalesce(' ' || q.symptom, '') AS what,
       q.id AS incident_id, q.unit_id AS unit_id, q.place_id AS place_id,
       1 AS sort
FROM incident_now q
WHERE q.id IN (SELECT i.id FROM incident i
               WHERE i.completed_at IS NULL AND i.returned_at IS NULL
                 AND i.deleted IS NULL)
  AND q.place_id = :place
UNION ALL
SELECT a.id, 'qa', '回答', a.no,
       CASE WHEN a.due_on < kk_today() THEN '超' ELSE '' END,
       coalesce(kk_day_text(a.due_on) || ' ', '') || coalesce(a.question, ''),
       a.incident_id, NULL, i.place_id, 2
FROM qa a
JOIN incident i ON i.id = a.incident_id
WHERE a.deleted IS NULL AND a.answered_at IS NULL AND i.place_id = :place
UNION ALL
SELECT u.id, 'unit', '枚数', u.machine_id, '', coalesce(m.short, '')
       || coalesce(' ' || d.name, ''), NULL, u.id, u.place_id, 3
FROM unit u
JOIN place p ON p.id = u.place_id AND p.print_scope = 1
JOIN model m ON m.id = u.model_id AND m.dev_type = 'カラーレーザー'
LEFT JOIN dept d ON d.id = u.dept_id
WHERE u.deleted IS NULL AND u.place_id = :place AND u.state = '稼働中'
  AND EXISTS (
      SELECT 1 FROM print_survey s
      WHERE s.deleted IS NULL AND s.from_day <= kk_today()
        AND s.to_day >= kk_today()
        AND NOT EXISTS (SELECT 1 FROM print_count c
                        WHERE c.survey_id = s.id AND c.unit_id = u.id
                          AND c.deleted IS NULL))
UNION ALL
SELECT s.id, 'unit', '要更新', s.machine_id, '', s.model_short
       || coalesce(' ' || s.image_kind || ' ' || s.image_version, ''),
       NULL, s.id, s.place_id, 4
FROM spare_now s
WHERE s.place_id = :place AND s.readiness = '要更新'
