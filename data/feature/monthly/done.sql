-- §5.3.2: the thirteen items in the contract's order, of the incidents that were
-- completed within the days, went back to the city, or go on: of these what was
-- known when the last day ended.
WITH incident_part AS MATERIALIZED (
    SELECT i.id AS id, kk_day_start(:last + 1) AS ends,
        CASE WHEN i.back BETWEEN :first AND :last THEN '差戻し'
             WHEN i.done BETWEEN :first AND :last THEN '完了'
             WHEN i.came <= :last AND coalesce(i.done, i.back, :last + 1) > :last
             THEN '継続' END AS part
    FROM incident_term i
    WHERE coalesce(i.done, i.back, :last) >= :first AND i.came <= :last
)
SELECT q.id AS id, c.part AS part, coalesce(nullif(q.city_no, ''), '（未定 ' || q.no || '）')
           AS city_no,
       q.place_text AS place,
       coalesce(q.dev_type, nullif(q.device_text, ''), '特定できず') AS dev_type,
       coalesce(q.segment, '特定できず') AS segment,
       coalesce(q.machine_id, '特定できず') AS machine_id,
       q.occurred_at AS occurred, q.received_at AS received,
       CASE WHEN q.contacted_at < c.ends THEN q.contacted_at END AS contacted,
       coalesce((
           SELECT group_concat(CASE WHEN v.maker = 1 THEN 'SE ' ELSE '' END
                      || kk_time_md(t), char(10))
           FROM (SELECT o.maker AS maker, coalesce(o.arrived_at, o.started_at)
                     AS t
                 FROM visit_real o
                 WHERE o.incident_id = q.id AND o.came_at < c.ends
                 ORDER BY o.nth) v), '訪問なし') AS arrived,
       coalesce((
           SELECT group_concat(CASE WHEN v.t IS NULL THEN '記録なし' ELSE
                      CASE WHEN v.maker = 1 THEN 'SE ' ELSE '' END
                      || kk_time_md(t) END, char(10))
           FROM (SELECT o.maker AS maker, o.left_at AS t
                 FROM visit_real o
                 WHERE o.incident_id = q.id AND o.came_at < c.ends
                 ORDER BY o.nth) v), '訪問なし') AS "left",
       CASE WHEN c.part = '完了' THEN coalesce(e.minutes, 0) ELSE '－' END
           AS effort,
       q.symptom || coalesce(char(10) || 'エラー: ' || nullif(q.error_text, ''),
                             '') AS symptom,
       CASE c.part WHEN '継続' THEN '継続: '
           || CASE WHEN q.started_at < c.ends THEN '対応中（着手済み）'
                   WHEN q.contacted_at < c.ends THEN '現地へ連絡済み'
                   ELSE '現地へ連絡前' END
       WHEN '差戻し' THEN '差戻し: ' || kk_time_md(q.returned_at) || ' '
           || coalesce(q.return_reason, '')
       ELSE '原因: ' || coalesce(nullif(rtrim(
           coalesce(q.cause_kind || ' ', '') || coalesce(q.cause, '')), ''), '－')
       || char(10) || '対応内容: ' || coalesce(q.action, '－')
       || coalesce('（' || f.machine_id || ' を予備機 ' || g.machine_id || ' と交換）', '')
       || coalesce('（部品交換: ' || nullif(q.part, '') || '）', '')
       || char(10) || '対応結果: ' || coalesce(q.result, '－')
       || char(10) || '連絡: '
       || coalesce(kk_sla(q.clocks, '連絡', 'elapsed') || '分 ', '')
       || q.contact_status || '（目標 ' || kk_sla(q.clocks, '連絡', 'limit')
       || '分）'
       || coalesce(char(10) || '連絡が未達の理由: '
                   || CASE WHEN q.contact_status = '未達'
                           THEN coalesce(nullif(q.contact_miss, ''), '（記録なし）') END, '')
       || char(10) || '着手: '
       || CASE WHEN q.onsite_status = '現場作業なし' THEN q.onsite_status
               ELSE coalesce(kk_sla(q.clocks, '着手', 'elapsed') || '分 ', '')
                    || q.onsite_status || '（目標 '
                    || kk_sla(q.clocks, '着手', 'limit') || '分）' END
       || coalesce(char(10) || '着手が未達の理由: '
                   || CASE WHEN q.onsite_status = '未達'
                           THEN coalesce(nullif(q.onsite_miss, ''), '（記録なし）') END, '')
       || CASE WHEN q.severe = 1
               THEN char(10) || 'サービスレベルを著しく下回りました。' ELSE '' END
       || CASE WHEN q.onsite_status = '対象外（合意）' THEN char(10) || '合意: '
               || kk_time_md(q.waive_agreed_at) || ' '
               || coalesce(q.waive_agreed_by, '') || '様。完了見込み '
               || kk_time_md(q.waive_expected_end) ELSE '' END
       || coalesce(char(10) || '現地が不在だった連絡: ' || (
           SELECT group_concat(kk_time_md(t), '、')
           FROM (SELECT c.at AS t FROM contact c
                 WHERE c.incident_id = q.id AND c.deleted IS NULL
                   AND c.to_kind = '現場' AND c.reached IS NOT 1
                 ORDER BY c.at, c.id)), '')
       || coalesce(char(10) || '利用者確認後の作業: '
                   || kk_min_text(nullif(e.after, 0)), '')
       || coalesce(char(10) || '特記: ' || nullif(q.remarks, ''), '') END
           AS work,
       coalesce(q.completed_at, q.returned_at, q.received_at, q.instructed_at)
           AS sort
FROM incident_part c
JOIN incident_now q ON q.id = c.id
LEFT JOIN incident_effort e ON e.incident_id = q.id
LEFT JOIN unit f ON f.id = q.swap_unit_id AND q.swap_spare_id IS NOT NULL
LEFT JOIN unit g ON g.id = q.swap_spare_id
WHERE c.part IS NOT NULL
