-- Why the city is not to be told that there is no spare.
WITH i AS (
    SELECT i.id, coalesce(i.no, 'この案件') AS name,
        coalesce(i.returned_at, i.completed_at) AS ended_at,
        i.swap_unit_id IS NOT NULL AND i.swap_spare_id IS NULL AS no_spare,
        m.flow_class AS flow_class, m.short AS model
    FROM incident i
    LEFT JOIN unit u ON u.id = coalesce(i.swap_unit_id, i.unit_id)
    LEFT JOIN model m ON m.id = u.model_id
    WHERE i.id = :id AND i.deleted IS NULL
)
SELECT name || ' は終わっています。続けるには再開してください'
FROM i WHERE ended_at IS NOT NULL AND NOT no_spare
UNION ALL
SELECT model || ' は予備機と交換する機器ではありません。メーカーの手配か'
    || '部品交換で直します'
FROM i WHERE flow_class = 'M'
UNION ALL
SELECT '市へはもう報告しています（' || kk_time_text(r.at)
    || coalesce(' ' || r.told, '') || '）。直すときは取り消して入れ直してください'
FROM i JOIN spare_report r ON r.incident_id = i.id AND r.deleted IS NULL
