-- Page counts that the running survey still wants.
SELECT c.id AS id, 'print_count' AS target, '枚数' AS kind,
       u.machine_id AS no, '' AS mark,
       coalesce(m.short, '') || coalesce(' ' || d.name, '') AS what,
       NULL AS incident_id, c.unit_id AS unit_id, u.place_id AS place_id,
       3 AS sort
FROM ruled_print_count c
JOIN print_survey s ON s.id = c.survey_id AND s.from_day <= kk_today()
    AND s.to_day >= kk_today()
JOIN unit u ON u.id = c.unit_id AND u.place_id = :place
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN dept d ON d.id = u.dept_id
WHERE c."count" IS NULL AND c.unread IS NULL
