-- Cases of the month (of their 対応完了): what was missed without a reason, and
-- what the paper's thirteen items want.
WITH c AS MATERIALIZED (
    SELECT n.id AS id, n.no AS no, n.place_name AS place, n.clocks AS clocks,
        n.contact_status = '未達' AND coalesce(n.contact_miss, '') = ''
            AS contact,
        n.onsite_status = '未達' AND coalesce(n.onsite_miss, '') = ''
            AS onsite,
        coalesce(n.city_no, '') = '' AS unnumbered,
        n.mail_sent_at IS NULL AS unsent,
        kk_day(coalesce(n.occurred_at, n.received_at, n.instructed_at)) AS day,
        n.place_id AS place_id
    FROM incident_now n
    WHERE n.id IN (SELECT i.id FROM incident i
                   WHERE i.completed_at IS NOT NULL AND i.deleted IS NULL
                     AND (:first IS NULL
                          OR i.completed_at >= kk_day_start(:first)
                             AND i.completed_at < kk_day_start(:last + 1)))
      AND n.returned_at IS NULL
), g(id, weight, kind, what, go) AS (
    SELECT id, '必ず', '未達の理由',
        '連絡 ' || kk_sla(clocks, '連絡', 'elapsed') || '分 の未達の理由',
        'incident.miss_reason' FROM c WHERE contact
    UNION ALL
    SELECT id, '必ず', '未達の理由 着手',
        '着手 ' || kk_sla(clocks, '着手', 'elapsed') || '分 の未達の理由',
        'incident.miss_reason' FROM c WHERE onsite
    UNION ALL
    SELECT id, '理由で可', '案件管理番号', '市の案件管理番号がない',
        'incident.edit' FROM c WHERE unnumbered
    UNION ALL
    SELECT id, '理由で可', '完了報告メール',
        '対応完了から完了報告メールが送られていない', 'incident.mail_sent'
    FROM c WHERE unsent
    UNION ALL
    SELECT id, '理由で可', '実稼働時間', '実稼働時間の記録がない', 'work.log'
    FROM c WHERE NOT EXISTS (SELECT 1 FROM work w
                             WHERE w.incident_id = c.id AND w.deleted IS NULL)
    UNION ALL
    SELECT c.id, '理由で可', '拠点の期間',
        s.name || ' は ' || coalesce(kk_day_text(s.valid_from), '') || ' から '
        || coalesce(kk_day_text(s.valid_to), '') || ' までの拠点',
        'incident.edit'
    FROM c JOIN place p ON p.id = c.place_id JOIN site s ON s.id = p.site_id
    WHERE c.day < s.valid_from OR c.day > s.valid_to
)
SELECT c.id AS id, g.kind || ' ' || c.no AS key, g.weight AS weight,
       g.kind AS kind, c.no AS no, c.place AS place, g.what AS what,
       'kikusui do ' || g.go || ' incident=' || c.no AS go,
       'incident' AS target, c.id AS incident_id
FROM g JOIN c ON c.id = g.id
