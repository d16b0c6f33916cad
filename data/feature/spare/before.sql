-- The spare itself: held for the case and where it lies; or that there is none.
SELECT s.id AS id, 'unit' AS target, '予備機' AS kind, s.machine_id AS no,
       CASE WHEN s.readiness = '引当' THEN '' ELSE '済' END AS mark,
       coalesce(s.image_kind || ' ' || s.image_version || '  ', '')
       || s.readiness || '  ' || coalesce(s.place_name, '')
       || CASE WHEN s.up_to_date THEN '' ELSE '  媒体の版が古い' END AS what,
       v.incident_id AS incident_id,
       v.no || ' 1' AS sort,
       v.no AS incident
FROM visit_ahead v
JOIN spare_now s ON s.spare_incident_id = v.incident_id
UNION ALL
SELECT v.incident_id, 'incident', '予備機', NULL, '!',
       CASE WHEN v.incident_id IN (SELECT id FROM spare_short)
            THEN 'なし: 市へ報告' ELSE '引き当てていません' END,
       v.incident_id, v.no || ' 1', v.no
FROM visit_ahead v
JOIN incident i ON i.id = v.incident_id
JOIN unit u ON u.id = i.unit_id
JOIN model m ON m.id = u.model_id AND m.flow_class IN ('P', 'S')
WHERE coalesce(i.cause_kind, '機器故障') = '機器故障'
  AND i.swap_spare_id IS NULL AND i.part_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM unit s WHERE s.spare_incident_id = i.id
                    AND s.deleted IS NULL)
