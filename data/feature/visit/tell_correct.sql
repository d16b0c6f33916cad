-- The repair that a disk taken for replaced had opened stays; then the clocks.
SELECT 'データ消去の修理 ' || r.machine_id || ' ' || r.part || ' は開いたままです。'
       || '要らないときは、市の了承を「データ消去を省く」（repair.no_erase）で記録し、'
       || '「修理を終える」（repair.finish）で終えます'
FROM repair_now r
WHERE :disk IN ('no', 0) AND r.incident_id = :id AND r.part = 'HDD'
  AND r.finished_at IS NULL AND r.erased_at IS NULL AND NOT r.erase_left
UNION ALL
SELECT words FROM (
    SELECT c.name || ' ' || kk_sla(k.clocks, c.name, 'status') || ' '
           || coalesce(kk_sla(k.clocks, c.name, 'words'), '') || ' 期限 '
           || coalesce(kk_time_text(kk_sla(k.clocks, c.name, 'due')), '－')
           AS words
    FROM incident_clock k
    JOIN (SELECT '連絡' AS name UNION ALL SELECT '着手') c
    WHERE k.id = :id
    ORDER BY c.name = '連絡' AND k.contacted_at IS NOT NULL, c.name = '着手'
)
