-- A case that wants a spare and finds none: the city is to be told today.
SELECT i.id AS id, NULL AS at, kk_today() AS day, '予備なし' AS kind,
       i.no AS no, '予備機なし: 市へ報告 ' || coalesce(m.short, '')
       || coalesce(' ' || nullif(u.role, '－'), '') AS what, '急' AS mark,
       NULL AS who, 'incident' AS target,
       kk_day_start(kk_today()) + 86340 AS sort
FROM spare_short s
JOIN incident i ON i.id = s.id
JOIN unit u ON u.id = coalesce(i.swap_unit_id, i.unit_id)
JOIN model m ON m.id = u.model_id
