SELECT j.id AS id, j.no AS no, j.kind AS kind, j.order_no AS order_no,
       j.ordered_at AS ordered,
       coalesce(kk_called(5, p.id, 3, 21, j.id, 9), p.name) AS place, j.units AS units,
       j.units_done AS done, j.due AS due,
       CASE WHEN j.cancelled_at IS NOT NULL THEN '取りやめ'
            WHEN j.finished_at IS NOT NULL THEN '完了'
            WHEN j.units = 0 THEN '機器待ち'
            WHEN j.units_done = j.units AND j.kind = '再セットアップ'
            THEN '返却待ち'
            WHEN j.received_at IS NOT NULL THEN '受領'
            ELSE '作業中' END AS state,
       CASE WHEN j.cancelled_at IS NOT NULL THEN NULL
            WHEN j.installs THEN j.nth || '/'
            || kk_param('install.orders', j.day)
            || CASE WHEN j.agreed THEN ' 協議済' ELSE '' END END AS nth,
       CASE WHEN j.cancelled_at IS NOT NULL THEN NULL
            WHEN j.installs
            THEN 'この指示 ' || j.units || '/' || kk_param('install.units', j.day)
                 || '台'
            ELSE (SELECT sum(o.units) FROM job_now o
                  WHERE o.kind = j.kind AND o.fiscal = j.fiscal)
                 || '/' || kk_param('resetup.units', j.day) || '台' END AS quota,
       j.received_at AS received, j.finished_at AS finished,
       j.cancelled_at AS cancelled,
       j.returned_to AS returned_to,
       j.agreed_by || coalesce(' ' || kk_day_text(kk_day(j.agreed_at)), '')
       || coalesce(' ' || j.agreed_ref, '') AS agreed,
       j.note AS note, j.finished_at IS NULL AND j.cancelled_at IS NULL AS open, j.place_id AS place_id
FROM job_any j
LEFT JOIN place p ON p.id = j.place_id
WHERE (:id IS NULL OR j.id = :id)
