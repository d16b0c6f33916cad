-- Orders of many units among all of the city's: what is to be done next, and by
-- when. An installing is named by which of the year's it is.
WITH j AS (
    SELECT j.*,
        (SELECT d.done FROM step_done d
         WHERE d.tab = 21 AND d.row = j.id AND d.step_key = 'inspect'
           AND d.deleted IS NULL
         ORDER BY d.at DESC, d.id DESC LIMIT 1) IN ('済', '省略') AS inspected,
        (SELECT group_concat(x.short, '、')
         FROM (SELECT DISTINCT m.short AS short
               FROM job_line l
               JOIN unit u ON u.id = l.unit_id
               JOIN model m ON m.id = u.model_id
                   AND (m.counted IS NOT 0
                        OR j.alone > 0 AND m.dev_type = 'ディスプレイ')
               WHERE l.job_id = j.id AND l.deleted IS NULL
                 AND l.cancelled_at IS NULL) x) AS models
    FROM job_now j
), t AS (
    SELECT j.*,
        CASE WHEN j.units = 0 THEN '機器を決める'
             WHEN j.kind = '再セットアップ' THEN
                 CASE WHEN j.received_at IS NULL THEN '受領'
                      WHEN j.units_done < j.units
                      THEN '作業 ' || j.units_done || '/' || j.units
                      WHEN j.inspected IS NOT 1 THEN '検品'
                      ELSE '返却' END
             WHEN j.kind = '設置' AND j.setups < j.pcs
                  AND j.units_done < j.units
             THEN '再セット ' || j.setups || '/' || j.pcs
             WHEN j.units_done < j.units
             THEN j.kind || ' ' || j.units_done || '/' || j.units
             ELSE '完了' END AS next
    FROM j
)
SELECT t.id AS id, 'job' AS target,
    CASE WHEN t.finished_at IS NOT NULL THEN ''
         WHEN t.due < kk_today() THEN '超'
         WHEN t.act_by <= kk_today() + 1 THEN '急' ELSE '' END AS mark,
    CASE WHEN t.installs THEN t.kind || ' ' || t.nth || '回目'
         || CASE WHEN t.agreed THEN ' 協議済' ELSE '' END
         ELSE t.kind END AS kind,
    coalesce(t.order_no, t.no) AS order_no,
    coalesce(coalesce(kk_called(5, p.id, 3, 21, t.id, 9), p.name) || ' ', '')
        || coalesce(t.models, '') AS what,
    t.units || '台' AS amount, t.due AS due,
    CASE WHEN t.finished_at IS NULL THEN t.next
         ELSE kk_day_text(kk_day(t.finished_at))
         || CASE WHEN t.installs THEN ' 完了' ELSE ' 返却' END END AS next,
    CASE WHEN t.finished_at IS NOT NULL THEN NULL
         WHEN t.units = 0 THEN 'まず Enter で開き、対象の機器を加えます'
         WHEN t.kind = '再セットアップ' AND t.received_at IS NULL
         THEN '受領の日から1週間を目安に返します'
         WHEN t.due_closed IS NOT NULL
         THEN CASE WHEN t.received_at IS NOT NULL
                   THEN kk_day_text(kk_day(t.received_at)) || ' 受領、目安 '
                   ELSE '期限 ' END
              || kk_day_text(t.due) || ' は' || t.due_closed || '。'
              || kk_day_text(t.act_by) || ' までに'
              || CASE t.kind WHEN '再セットアップ' THEN '返します'
                 ELSE '終えます' END
         WHEN t.due IS NOT NULL THEN '期限 ' || kk_day_long(t.due) END AS about,
    t.finished_at IS NULL AS open,
    CASE WHEN t.finished_at IS NULL
         THEN coalesce(kk_day_start(t.due), 4102444800)
         ELSE 100000000000 - t.finished_at END AS sort,
    t.place_id AS place_id
FROM t
LEFT JOIN place p ON p.id = t.place_id
