SELECT coalesce(r.desk || ' ' || kk_desk_badge(r.desk_id, '受付', kk_now()),
                '窓口が決まっていません')
       || coalesce('  ' || r.desk_phone, '')
FROM repair_now r WHERE r.id = :id
