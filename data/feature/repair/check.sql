-- What a repair may go on without for a reason, and what its desk and its place
-- ask. Of its order nothing locks but the disk, its witness and the certificate
-- (rules_repair.sql).
WITH r AS (
    SELECT * FROM repair_now WHERE id = :id
), ok(key, field, what, who, at, why) AS (
    SELECT 'skip', 'skip_at', '立会', skip_ok, skip_ok_at, skip_reason FROM r
    WHERE finished_at IS NULL
    UNION ALL
    SELECT 'erase_skip', 'skip_at', '消去', erase_ok, erase_ok_at, erase_reason
    FROM r
)
-- 別表3: a call at an hour at which nobody answers.
SELECT 'shut' AS key, 'called_at' AS "column",
    desk || ' は ' || kk_time_long(called_at) || ' に受け付けていません（'
    || kk_desk_badge(desk_id, '受付', called_at)
    || '）。その時刻に連絡できた理由を入れてください' AS words, '理由で可' AS weight
FROM r
WHERE called_by IS NOT 'メール' AND kk_desk_open(desk_id, '受付', called_at) = 0
UNION ALL
SELECT 'paper', 'attached',
    desk || ' へのメールには「修理依頼対応要求書」を必ず添付します（別表3）。'
    || '添付して送り、添付したことを入れてください', '拒否'
FROM r WHERE called_by IS 'メール' AND wants_paper AND attached IS NOT 1
UNION ALL
SELECT 'call', 'called_at', '窓口への連絡がまだ記録されていません', '注意'
FROM r
WHERE called_at IS NULL AND (visit_at IS NOT NULL OR repaired_at IS NOT NULL)
UNION ALL
SELECT 'late', 'visit_at',
    '約束超過: ' || desk || ' の約束は ' || kk_day_long(promised) || ' までです',
    '注意'
FROM r WHERE kk_day(coalesce(repaired_at, visit_at)) > promised
UNION ALL
SELECT 'place', 'place_ok',
    place_name || ' は本市の施設の外です。了承した市の職員と日時を入れてください'
    || '（仕様 5.1.2）', '拒否'
FROM r
WHERE outside AND (place_ok IS NULL OR place_ok_at IS NULL)
UNION ALL
SELECT key || '_ok', field,
    what || 'を省いてよいと市が了承した職員、日時、理由をそろえて入れてください',
    '拒否'
FROM ok
WHERE (who IS NULL) + (at IS NULL) + (why IS NULL) NOT IN (0, 3)
UNION ALL
-- May follow the erasing, but no spare goes back without it.
SELECT 'cert', 'cert_no',
    desk || ' は消去証明書を発行します。番号を入れてから予備機に戻します', '未記録'
FROM r
WHERE finished_at IS NOT NULL AND outcome IS NOT '市引渡'
  AND erased_at IS NOT NULL AND issues_certificate AND cert_no IS NULL
UNION ALL
-- As it stood at the end: where the unit went afterwards is another matter.
SELECT 'at_maker', 'finished_at',
    r.machine_id || ' はまだ ' || p.name || ' にあります。返着の記録がまだです。先に'
    || '返着（小型機器は「故障機の返着」、ほかは異動）を記録してください', '未記録'
FROM r
JOIN unit u ON u.id = r.unit_id
JOIN place p ON p.id = u.place_id AND p.kind = 'メーカー'
WHERE finished_at IS NOT NULL AND outcome IS NOT '市引渡' AND part IS NULL
  AND NOT EXISTS (SELECT 1 FROM unit_move m
                  WHERE m.unit_id = r.unit_id AND m.deleted IS NULL
                    AND m.happened_at > r.finished_at)
UNION ALL
SELECT 'twice', 'unit_id',
    machine_id || ' の修理はもう一件開いています', '注意'
FROM r
WHERE finished_at IS NULL AND part IS NULL
  AND EXISTS (SELECT 1 FROM repair o
              WHERE o.unit_id = r.unit_id AND o.id <> r.id AND o.part IS NULL
                AND o.incident_id IS NOT coalesce(r.incident_id, 0)
                AND o.finished_at IS NULL AND o.deleted IS NULL)
UNION ALL
-- The later one is asked about.
SELECT 'twice_case', 'unit_id',
    r.machine_id || coalesce(' ' || r.part, '') || ' の同じ案件の修理がもう'
    || '開いています。そちらに記録してください', '理由で可'
FROM r
WHERE finished_at IS NULL
  AND EXISTS (SELECT 1 FROM repair o
              WHERE o.unit_id = r.unit_id AND o.id < r.id
                AND o.incident_id = r.incident_id
                AND kk_fold(coalesce(o.part, '')) = kk_fold(coalesce(r.part, ''))
                AND o.finished_at IS NULL AND o.deleted IS NULL)
UNION ALL
-- Of a case is its unit, the one that it took out, what it moved, and what
-- counts as one with its unit.
SELECT 'not_of_case', 'incident_id',
    r.machine_id || ' は ' || coalesce(i.no, 'この案件')
    || ' の案件の機器ではありません。機器か案件を確かめてください', '理由で可'
FROM r
JOIN incident i ON i.id = r.incident_id AND i.unit_id IS NOT NULL
WHERE r.unit_id IS NOT i.unit_id AND r.unit_id IS NOT i.swap_unit_id
  AND r.unit_id IS NOT i.swap_spare_id
  AND NOT EXISTS (SELECT 1 FROM unit s JOIN unit c
                  WHERE s.id = i.unit_id AND c.id = r.unit_id
                    AND (c.pair_id = s.id OR s.pair_id = c.id))
  AND NOT EXISTS (SELECT 1 FROM unit_move m
                  WHERE m.unit_id = r.unit_id AND m.incident_id = i.id
                    AND m.deleted IS NULL)
