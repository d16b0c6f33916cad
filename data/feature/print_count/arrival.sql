-- Page counts that the running survey still wants.
SELECT u.id AS id, 'unit' AS target, '枚数' AS kind, u.machine_id AS no,
       '' AS mark, coalesce(m.short, '') || coalesce(' ' || d.name, '') AS what,
       NULL AS incident_id, u.id AS unit_id, u.place_id AS place_id, 3 AS sort
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
