SELECT r.id, '予備機なしの報告 ' || coalesce(i.no, ''), r.deleted,
       kk_numbers(i.no, i.city_no), NULL, NULL
FROM spare_report r
LEFT JOIN incident i ON i.id = r.incident_id
