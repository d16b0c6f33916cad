SELECT CASE WHEN v.maker = 1 THEN 'メーカーSE' ELSE coalesce(p.name, '訪問') END
       || ' ' || coalesce(kk_time_text(coalesce(v.planned_at, v.arrived_at,
                                                v.started_at)), '')
FROM visit v LEFT JOIN person p ON p.id = v.who_id
WHERE v.id = :id
