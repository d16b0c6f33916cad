SELECT d.id AS id, d.vendor AS vendor, d.name AS name, d.short AS short,
       d.kana AS kana, d.service AS service,
       kk_desk_badge(d.id, '受付', kk_now()) AS badge,
       CASE WHEN EXISTS (SELECT 1 FROM desk_hours h
                         WHERE h.desk_id = d.id AND h.service = '訪問'
                           AND h.deleted IS NULL)
            THEN kk_desk_badge(d.id, '訪問', kk_now()) END AS visits,
       CASE WHEN kk_desk_visit_by(d.id, kk_now()) IS NOT NULL
            THEN '翌営業日以内に訪問  いま連絡すると '
                 || kk_day_long(kk_desk_visit_by(d.id, kk_now())) || ' まで'
            ELSE '訪問の日限の約束なし' END AS promise,
       (SELECT group_concat(t.days || ' ' || t.hours, '、')
        FROM (SELECT group_concat(w.wday, '') AS days, w.hours AS hours
              FROM (SELECT substr('日月火水木金土', h.dow + 1, 1) AS wday,
                           kk_min_text(h.open_min) || '-'
                           || kk_min_text(h.close_min) AS hours, h.dow AS dow
                    FROM desk_hours h
                    WHERE h.desk_id = d.id AND h.service = '受付'
                      AND h.deleted IS NULL
                    ORDER BY (h.dow + 6) % 7) w
              GROUP BY w.hours ORDER BY min((w.dow + 6) % 7)) t) AS hours,
       (SELECT group_concat(t.days || ' ' || t.hours, '、')
        FROM (SELECT group_concat(w.wday, '') AS days, w.hours AS hours
              FROM (SELECT substr('日月火水木金土', h.dow + 1, 1) AS wday,
                           kk_min_text(h.open_min) || '-'
                           || kk_min_text(h.close_min) AS hours, h.dow AS dow
                    FROM desk_hours h
                    WHERE h.desk_id = d.id AND h.service = '訪問'
                      AND h.deleted IS NULL
                    ORDER BY (h.dow + 6) % 7) w
              GROUP BY w.hours ORDER BY min((w.dow + 6) % 7)) t) AS visit_hours,
       d.phone AS phone, d.mail AS mail,
       CASE WHEN d.mail IS NULL THEN NULL
            WHEN instr(coalesce(d.contract_note, ''), '修理依頼対応要求書') > 0
            THEN '修理依頼対応要求書を必ず添付' END AS paper,
       d.needs_text AS needs, d.issues_certificate AS certificate,
       d.closed_on AS closed_on, d.contract_note AS note
FROM vendor_desk d WHERE d.id = :id
