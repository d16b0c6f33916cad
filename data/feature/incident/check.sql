-- What cannot be of a case, what it may go on without for a reason, and what is
-- told (domain/check.h). Only times that people stated are compared with each
-- other, never with the clock.
WITH i AS (
    SELECT id, occurred_at, received_at, instructed_at, onsite_decided_at,
        held_since, returned_at, swap_at, part_at, user_check_at,
        completed_at, mail_sent_at, no, city_no, onsite, action, result,
        unit_id, swap_unit_id, swap_spare_id, swap_misfit, flow_class,
        cause_kind, no_swap_reason, asked_at, answered_at, handed_at,
        shipped_at, ship_no, ship_back_at,
        swap_unit_id IS NOT NULL AND swap_spare_id IS NULL AS no_spare
    FROM incident WHERE id = :id AND deleted IS NULL
), v AS (
    SELECT id, told_at, planned_at, arrived_at, started_at, left_at
    FROM visit WHERE incident_id = :id AND deleted IS NULL
), k AS (
    SELECT id, clocks, contacted_at, last_start_at, started_at, completed_at,
        user_check_at, swap_at, part_at, onsite, contact_miss_reason,
        onsite_miss_reason, waive_expected_end, waive_agreed_by,
        waive_agreed_at,
        -- What is being written now is not in the journal yet.
        3 = (SELECT count(DISTINCT c.col) FROM change c
             WHERE c.tab = 13 AND c.row = incident_clock.id AND c.live = 1
               AND c.val = CASE c.col WHEN 27 THEN waive_expected_end
                                      WHEN 28 THEN waive_agreed_by
                                      WHEN 29 THEN waive_agreed_at END)
            AS waive_kept,
        kk_sla(clocks, '合意', 'missing') AS waive_missing,
        kk_sla(clocks, '連絡', 'status') AS contact_status,
        kk_sla(clocks, '着手', 'status') AS onsite_status
    FROM incident_clock WHERE id = :id
), e AS (
    -- The end that stands: a case without its spare is not over.
    SELECT coalesce(returned_at, completed_at) AS at,
        CASE WHEN returned_at IS NOT NULL THEN 'に差戻し済みです'
             ELSE 'に完了しています' END AS words,
        coalesce(no, 'この案件') AS name
    FROM i
    WHERE returned_at IS NOT NULL OR completed_at IS NOT NULL AND NOT no_spare
)
SELECT 'after ' || c.id, 'at',
       name || ' は ' || kk_time_text(e.at) || ' ' || words
       || '。その後の連絡 ' || kk_time_text(c.at)
       || ' は、再開してから記録してください', '未記録', NULL
FROM e JOIN contact c ON c.incident_id = :id AND c.deleted IS NULL
    AND c.to_kind = '現場' AND c.at > e.at
UNION ALL
SELECT 'after ' || v.id, 'at',
       name || ' は ' || kk_time_text(e.at) || ' ' || words
       || '。その後の訪問 '
       || kk_time_text(coalesce(v.started_at, v.arrived_at))
       || ' は、再開してから記録してください', '未記録', NULL
FROM e JOIN v ON coalesce(v.started_at, v.arrived_at) > e.at
UNION ALL
-- The column names what was replaced, one beside the other.
SELECT 'part_twice ' || (sum(p.n) - count(*)), 'part',
       '同じ部品の交換をもう記録しています: ' || group_concat(p.name, '、'),
       '理由で可', NULL
FROM (
    WITH RECURSIVE w(name, rest) AS (
        SELECT NULL, part || '、' FROM incident
        WHERE id = :id AND instr(part, '、') > 0
        UNION ALL
        SELECT substr(rest, 1, instr(rest, '、') - 1),
            substr(rest, instr(rest, '、') + 1)
        FROM w WHERE rest <> ''
    )
    SELECT max(name) AS name, count(*) AS n FROM w
    WHERE name <> '' GROUP BY kk_fold(name) HAVING count(*) > 1
) p
HAVING count(*) > 0
UNION ALL
-- As it was when it went in: a newer release changes nothing afterwards.
SELECT 'swap_misfit ' || u.id, 'reason', u.machine_id || ' は' || swap_misfit,
       '理由で可', NULL
FROM i JOIN unit u ON u.id = i.swap_spare_id
WHERE swap_misfit IS NOT NULL
UNION ALL
-- As the journal has it, while the swap is being written: the city takes a unit
-- by an action of its own, which says when and who.
SELECT 'handed_plain', 'faulty_state',
       '市への引渡しは、交換の後に「故障機を市へ引渡し」で記録します', '拒否', NULL
FROM i JOIN unit u ON u.id = i.swap_unit_id AND u.state = '市引渡済'
WHERE i.handed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM change c
                  WHERE c.tab = 13 AND c.row = i.id AND c.col = 33
                    AND c.live = 1 AND c.val = i.swap_unit_id)
UNION ALL
SELECT 'fate_out', 'shipped_at',
       f.machine_id || ' は保証期間が過ぎています。修理せず市に引き渡します',
       '理由で可', NULL
FROM incident_faulty f
WHERE f.id = :id AND f.shipped_at IS NOT NULL AND f.warranty = '保証外'
UNION ALL
SELECT 'fate_in', 'handed_at',
       f.machine_id || ' は保証期間内です。梱包してメーカーへ送ります',
       '理由で可', NULL
FROM incident_faulty f
WHERE f.id = :id AND f.handed_at IS NOT NULL AND f.warranty = '保証内'
UNION ALL
SELECT 'fate_unknown', CASE WHEN f.handed_at IS NULL THEN 'shipped_at'
                            ELSE 'handed_at' END,
       f.machine_id || ' の保証期限が不明です。先に市へ照会し、回答を記録して'
       || 'ください', '未記録', NULL
FROM incident_faulty f
WHERE f.id = :id AND f.warranty = '不明'
  AND coalesce(f.handed_at, f.shipped_at) IS NOT NULL
UNION ALL
-- §6: whoever works on after closing does so on one of two grounds.
SELECT 'overtime', 'to_at',
       '受付時間を超えた作業（' || kk_time_text(max(w.to_at)) || ' まで）の根拠が'
       || 'まだです。「時間外の対応」で記録してください', '注意', NULL
FROM work w
WHERE w.incident_id = :id AND w.deleted IS NULL
  AND kk_elapsed(w.to_at - 60, w.to_at) = 0
  AND NOT EXISTS (SELECT 1 FROM overtime o
                  WHERE o.incident_id = :id AND o.deleted IS NULL
                    AND kk_day(o.until_at) = kk_day(w.to_at))
HAVING count(*) > 0
UNION ALL
SELECT 'ship_no', 'ship_no', '送り状番号がまだです。番号を入れてください',
       '未記録', NULL
FROM i WHERE shipped_at IS NOT NULL AND coalesce(ship_no, '') = ''
UNION ALL
-- §5.1.2: a hardware fault is mended by a spare or a part; where it was not, the
-- record says why.
SELECT 'no_swap', 'no_swap_reason',
       '機器故障の案件ですが、予備機との交換も部品交換もありません。「交換なし」の'
       || '理由を入れてください', '理由で可', 'no_swap_reason'
FROM i
WHERE completed_at IS NOT NULL AND cause_kind = '機器故障'
  AND flow_class IN ('P', 'S') AND swap_unit_id IS NULL AND part_at IS NULL
  AND coalesce(no_swap_reason, '') = ''
UNION ALL
-- 別表3: HP and リコー hand in a report of what was done.
SELECT 'report ' || v.id, 'completed_at',
       d.short || ' の作業報告書（' || kk_time_text(v.left_at)
       || ' 撤収）がまだです。「訪問を訂正」で、受領か現地へ渡したかを入れて'
       || 'ください', '未記録', NULL
FROM i
JOIN incident n ON n.id = i.id
JOIN unit u ON u.id = n.unit_id
JOIN model m ON m.id = u.model_id
JOIN vendor_desk d ON d.id = m.desk_id
    AND d.contract_note LIKE '%作業報告書%'
JOIN visit v ON v.incident_id = i.id AND v.deleted IS NULL AND v.maker = 1
    AND v.left_at IS NOT NULL AND coalesce(v.report, '') = ''
WHERE i.completed_at IS NOT NULL
UNION ALL
-- 別表3: hours of visits where they are stated, closed days of any desk. It
-- stands on the case until the maker is there.
SELECT 'desk_closed ' || d.visit_id, 'planned_at',
    d.desk || ' の訪問 ' || kk_time_text(d.planned_at) || ' は'
    || CASE WHEN d.why = '時間外' THEN '訪問の受付時間外です'
            WHEN kk_desk_open(d.id, '訪問', d.planned_at) IS NULL
            THEN '休みかどうか分かりません（' || d.why || '）'
            ELSE '休みです（' || d.why || '）' END, '注意', NULL
FROM (
    SELECT v.id AS visit_id, v.planned_at, d.id AS id, d.short AS desk,
        kk_desk_why(d.id, '訪問', v.planned_at) AS why
    FROM i
    JOIN visit v ON v.incident_id = i.id AND v.maker = 1
        AND v.deleted IS NULL AND v.arrived_at IS NULL AND v.started_at IS NULL
        AND v.left_at IS NULL
    JOIN unit u ON u.id = i.unit_id
    JOIN model m ON m.id = u.model_id
    JOIN vendor_desk d ON d.id = m.desk_id AND d.deleted IS NULL
    WHERE i.completed_at IS NULL AND i.returned_at IS NULL
) d
WHERE d.why IS NOT NULL
  AND (d.why <> '時間外'
       OR EXISTS (SELECT 1 FROM desk_hours h
                  WHERE h.desk_id = d.id AND h.service = '訪問'
                    AND h.deleted IS NULL))
UNION ALL
SELECT 'swap_place', 'spare',
       '故障機の場所が台帳にありません。先に場所を記録してください', '拒否', NULL
FROM i JOIN unit u ON u.id = i.swap_spare_id AND u.place_id IS NULL
UNION ALL
-- As the journal has it, while the swap that takes it is being written.
SELECT 'spare_taken ' || u.id, 'spare',
       u.machine_id || ' は ' || coalesce(o.no, '別の案件')
       || ' に引当済みです。交換すると、そちらの引当は解けます', '理由で可', NULL
FROM i
JOIN unit u ON u.id = i.swap_spare_id
JOIN change c ON c.tab = 11 AND c.row = u.id AND c.col = 18 AND c.live = 1
    AND c.val <> i.id
JOIN incident o ON o.id = c.val
WHERE u.spare_incident_id IS NULL
UNION ALL
-- §5.1.2: printers and scanners are the maker's to repair.
SELECT 'swap_class', 'reason',
       'この機種は予備機と交換せず、メーカーSEを手配します', '理由で可', NULL
FROM i
JOIN unit u ON u.id = i.swap_unit_id
JOIN model m ON m.id = u.model_id AND m.flow_class = 'M'
WHERE i.swap_spare_id IS NOT NULL
  -- A swap from before reasons were kept has it in its entry alone.
  AND (EXISTS (SELECT 1 FROM pass p
               WHERE p."row" = i.id AND p.tab = 13 AND p.deleted IS NULL
                 AND p."key" = 'swap_class')
       OR NOT EXISTS (SELECT 1
                      FROM change c JOIN entry e ON e.arrival = c.entry
                      WHERE c.tab = 13 AND c.row = i.id AND c.col = 34
                        AND c.live = 1 AND c.val = i.swap_spare_id
                        AND e.reason <> ''))
UNION ALL
SELECT 'received_late', 'received',
       '連絡を受けた日時 ' || kk_time_text(received_at) || ' が対応指示 '
       || kk_time_text(instructed_at) || ' より後です', '注意', NULL
FROM i WHERE received_at > instructed_at
UNION ALL
-- What a review took away meanwhile (the cell being written now is not in the
-- journal yet) asks nothing of who decided it.
SELECT 'no_spare', 'spare',
       '予備未定です。別の予備機との交換を記録してください', '未記録', NULL
FROM i
WHERE no_spare AND coalesce(completed_at, user_check_at) IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM change c
                  WHERE c.tab = 13 AND c.row = i.id AND c.col = 34
                    AND c.live = 1 AND c.val IS NOT NULL)
UNION ALL
SELECT 'mail_empty', 'mail_sent_at',
       '対応内容と対応結果がまだです。案件の訂正で入れてからメールを送って'
       || 'ください', '未記録', NULL
FROM i
WHERE mail_sent_at IS NOT NULL AND coalesce(action, '') = ''
  AND coalesce(result, '') = ''
UNION ALL
-- The mail names the case by the city's number (§5.1.1).
SELECT 'mail_no', 'city_no',
       '案件管理番号がまだです。番号が入るまで対応中の一覧に残ります',
       '未記録', NULL
FROM i WHERE mail_sent_at IS NOT NULL AND coalesce(city_no, '') = ''
UNION ALL
-- Others may hold the call: the site is worked on all the same.
SELECT 'no_contact', 'completed_at',
       '現地への連絡がまだです。先に連絡を記録してください', '未記録', NULL
FROM k
WHERE contacted_at IS NULL
  AND (completed_at IS NOT NULL
       OR user_check_at IS NOT NULL AND last_start_at IS NULL)
UNION ALL
SELECT 'no_contact_yet', 'contact',
       '現地への連絡がまだです。連絡がついた日時を入れてください', '未記録', NULL
FROM k
WHERE contacted_at IS NULL AND completed_at IS NULL
  AND coalesce(swap_at, part_at) IS NOT NULL
UNION ALL
SELECT 'no_start', 'completed_at',
       '交換の記録がありますが、着手の記録がありません。先に「着手」を'
       || 'その日時で記録してください', '未記録', NULL
FROM k
WHERE completed_at IS NOT NULL AND last_start_at IS NULL
  AND coalesce(swap_at, part_at) IS NOT NULL
UNION ALL
-- Decided and never begun: that makes no case of no work on site.
SELECT 'no_start_decided', 'completed_at',
       '現場作業は「要」ですが、着手の記録がありません。着手を記録するか、'
       || '現場作業を「不要」に直してください', '未記録', NULL
FROM k
WHERE completed_at IS NOT NULL AND last_start_at IS NULL AND onsite = 'yes'
  AND coalesce(swap_at, part_at) IS NULL
UNION ALL
SELECT 'no_start_yet', 'start',
       '着手の記録がまだです。着手した日時を入れてください', '未記録', NULL
FROM k
WHERE completed_at IS NULL AND last_start_at IS NULL
  AND coalesce(swap_at, part_at) IS NOT NULL
UNION ALL
SELECT 'swap_move', 'swapped',
       '交換 ' || kk_time_text(i.swap_at) || ' と台帳の異動 '
       || kk_time_text(max(m.happened_at)) || ' の日時が違います。案件の訂正で'
       || '交換の日時を入れ直すと、どちらもその日時になります', '注意', NULL
FROM i JOIN unit_move m ON m.unit_id = i.swap_spare_id
    AND m.incident_id = i.id AND m.deleted IS NULL
HAVING max(m.happened_at) <> i.swap_at
UNION ALL
SELECT 'miss_contact', 'contact_miss_reason',
       CASE WHEN contacted_at IS NULL THEN '連絡の記録がなく、連絡が未達です'
            ELSE '連絡が未達です（' || kk_sla(clocks, '連絡', 'elapsed')
                 || '分、目標' || kk_sla(clocks, '連絡', 'limit') || '分）'
       END || '。先に「未達の理由」を記録してください', '理由で可',
       'contact_miss_reason'
FROM k
WHERE completed_at IS NOT NULL AND contact_status = '未達'
  AND coalesce(contact_miss_reason, '') = ''
UNION ALL
SELECT 'miss_onsite', 'onsite_miss_reason',
       '着手が未達です（' || kk_sla(clocks, '着手', 'elapsed') || '分、目標'
       || kk_sla(clocks, '着手', 'limit')
       || '分）。先に「未達の理由」か、現場との合意を記録してください',
       '理由で可', 'onsite_miss_reason'
FROM k
WHERE completed_at IS NOT NULL AND onsite_status = '未達'
  AND coalesce(onsite_miss_reason, '') = ''
UNION ALL
SELECT 'needless_contact', 'contact_miss_reason',
       '連絡の未達の理由は不要です（' || contact_status || '）', '注意', NULL
FROM k
WHERE contact_miss_reason <> '' AND contact_status NOT IN ('未達', '計測中')
UNION ALL
SELECT 'needless_onsite', 'onsite_miss_reason',
       '着手の未達の理由は不要です（' || onsite_status || '）', '注意', NULL
FROM k
WHERE onsite_miss_reason <> '' AND onsite_status NOT IN ('未達', '計測中')
UNION ALL
SELECT 'waive', CASE WHEN waive_expected_end IS NULL THEN 'expected_end'
                     WHEN coalesce(waive_agreed_by, '') = '' THEN 'agreed_by'
                     ELSE 'agreed_at' END,
       '合意による対象外にはできません: ' || waive_missing, '拒否', NULL
FROM k WHERE waive_missing IS NOT NULL AND NOT waive_kept
UNION ALL
-- Whoever is on site is not stopped by an agreement that stands already: it is
-- judged by what was.
SELECT 'waive_start', 'start',
       '着手 ' || kk_time_text(started_at) || ' は、記録済みの合意 '
       || kk_time_text(waive_agreed_at) || ' より前なので、対象外になりません。'
       || '着手の日時を確かめるか、「合意の記録を取り消す」'
       || '（incident.waive_cancel）で取り消してください', '理由で可', NULL
FROM k
WHERE waive_kept AND waive_agreed_at > started_at
  AND waive_missing IS NOT NULL
  AND waive_agreed_at <= kk_sla(clocks, '着手', 'due')
UNION ALL
SELECT 'waive_void', 'agreed_at',
       '記録済みの合意では対象外になりません: ' || waive_missing, '注意', NULL
FROM k
WHERE waive_kept AND waive_missing IS NOT NULL
  AND (started_at IS NULL OR waive_agreed_at <= started_at
       OR waive_agreed_at > kk_sla(clocks, '着手', 'due'))
UNION ALL
-- Agreed in time, written down when the target had passed. That is what a clock
-- says, so it bars nothing: it is told, with the reason or that there is none.
SELECT 'waive_later', 'reason',
       CASE WHEN e.arrival IS NULL THEN
           '後日記録の合意です。「理由」に遅れた理由を入れてください'
       ELSE '後日記録の合意です'
           || coalesce('（' || (SELECT p.reason FROM pass p
                                WHERE p."row" = k.id AND p.tab = 13
                                  AND p.deleted IS NULL
                                  AND p."key" = 'waive_later') || '）',
                       '（' || nullif(e.reason, '') || '）',
                       '。遅れた理由の記録がありません') END, '注意', NULL
FROM k
LEFT JOIN entry e ON e.arrival = (
    SELECT max(c.entry) FROM change c
    WHERE c.tab = 13 AND c.row = k.id AND c.col = 29 AND c.live = 1
      AND c.val = waive_agreed_at)
WHERE waive_agreed_at IS NOT NULL
  AND coalesce(e.recorded_at, kk_now()) > kk_sla(clocks, '着手', 'due')
UNION ALL
-- Told only: it is broken, whatever the contract's dates say of it.
SELECT 'ended ' || e.what, 'place_id', e.what || ' は'
       || kk_day_text(e.valid_to) || 'で終わった' || e.kind || 'です', '注意', NULL
FROM (
    SELECT s.name AS what, s.valid_to, '拠点' AS kind, i.id
    FROM i JOIN incident n ON n.id = i.id
    JOIN place p ON p.id = n.place_id
    JOIN site s ON s.id = p.site_id
    UNION ALL
    SELECT m.short, m.valid_to, '機種', i.id
    FROM i JOIN incident n ON n.id = i.id
    JOIN unit u ON u.id = n.unit_id
    JOIN model m ON m.id = u.model_id
) e
JOIN i ON i.id = e.id
WHERE e.valid_to < kk_day(coalesce(i.occurred_at, i.received_at,
                                   i.instructed_at))
UNION ALL
SELECT 'spare_short', 'unit_id',
       '予備機なし: 市へ報告してください（「予備機なしを市へ報告」で記録'
       || 'します）', '注意', NULL
FROM i WHERE i.id IN (SELECT id FROM spare_short)
UNION ALL
-- One trip serves several cases of a site; at two sites nobody is at once. Two
-- copies may find it out only together: so it is told of the case.
SELECT 'overlap ' || v.id || ' ' || o.id, 'arrived_at',
    w.name || ' は ' || n.no || ' ' || coalesce(q.name, '') || ' に '
    || kk_time_text(coalesce(o.arrived_at, o.started_at))
    || coalesce(' から ' || kk_time_text(o.left_at) || ' まで',
                ' から撤収の記録がないまま')
    || 'いたことになっており、' || i.no || ' の訪問 '
    || kk_time_text(v.since) || ' と重なります', '注意', NULL
FROM (
    SELECT y.id, y.who_id, coalesce(y.arrived_at, y.started_at) AS since,
        -- One who has not left is there for the rest of the day.
        coalesce(y.left_at, kk_day_start(
            kk_day(coalesce(y.arrived_at, y.started_at)) + 1)) AS until
    FROM visit y
    WHERE y.incident_id = :id AND y.deleted IS NULL
) v
JOIN i
JOIN incident h ON h.id = i.id
JOIN place p ON p.id = h.place_id AND p.site_id IS NOT NULL
JOIN person w ON w.id = v.who_id
JOIN visit o ON o.who_id = v.who_id AND o.id <> v.id AND o.deleted IS NULL
    AND coalesce(o.arrived_at, o.started_at) < v.until
    AND v.since < coalesce(o.left_at, kk_day_start(
        kk_day(coalesce(o.arrived_at, o.started_at)) + 1))
JOIN incident n ON n.id = o.incident_id AND n.deleted IS NULL
JOIN place q ON q.id = n.place_id AND q.site_id IS NOT p.site_id
