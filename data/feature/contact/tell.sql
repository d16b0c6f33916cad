SELECT CASE WHEN k.contacted_at IS NULL
       THEN '連絡はまだつながっていません。期限 '
            || kk_time_text(kk_sla(k.clocks, '連絡', 'due'))
       ELSE '連絡 ' || kk_sla(k.clocks, '連絡', 'status') || ' '
            || kk_sla(k.clocks, '連絡', 'words') END
FROM incident_clock k
WHERE k.id = :id AND k.instructed_at IS NOT NULL
UNION ALL
SELECT 'まだ聞いていないこと: '
       || rtrim(CASE WHEN i.city_no IS NULL THEN '市の番号、' ELSE '' END
                || CASE WHEN i.unit_id IS NULL AND i.device_text IS NULL
                        THEN '機器、' ELSE '' END
                || CASE WHEN i.dept_id IS NULL THEN '部署、' ELSE '' END
                || CASE WHEN i.error_text IS NULL THEN 'エラー、' ELSE '' END
                || CASE WHEN i.site_contact IS NULL
                        THEN '現地担当者、' ELSE '' END
                || CASE WHEN i.site_phone IS NULL THEN '電話、' ELSE '' END
                || CASE WHEN i.occurred_at IS NULL THEN '発生、' ELSE '' END,
                '、')
FROM incident i
WHERE i.id = :id
  AND (i.city_no IS NULL OR i.dept_id IS NULL OR i.error_text IS NULL
       OR i.site_contact IS NULL OR i.site_phone IS NULL
       OR i.occurred_at IS NULL
       OR (i.unit_id IS NULL AND i.device_text IS NULL))
