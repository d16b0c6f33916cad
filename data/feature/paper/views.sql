-- What stands on a paper's cover from which day to which, each day once: of two
-- that hold on a day the one that began later counts.
CREATE VIEW cover_on AS
SELECT e.key AS key, e.value AS value, e.valid_from AS first,
    min(e.valid_to, coalesce((
        SELECT min(x.valid_from) - 1 FROM cover_entered x
        WHERE x.key = e.key AND x.valid_from > e.valid_from), 99999999))
    AS last,
    CASE WHEN e.value GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'
         THEN (SELECT substr(w.day, 1, instr(w.day, '日')) FROM (
                   SELECT kk_day_long(kk_ymd(
                       CAST(substr(e.value, 1, 4) AS INTEGER),
                       CAST(substr(e.value, 6, 2) AS INTEGER),
                       CAST(substr(e.value, 9) AS INTEGER))) AS day) w)
         ELSE e.value END AS words
FROM cover_entered e;
-- The mail that tells the city of a case's end (§5.1.2), line by line: the four
-- things under the contract's words. What it is sent as, what a form shows and
-- what is copied are these lines. n orders them.
CREATE VIEW mail_line AS
SELECT i.id AS incident_id, 10 AS n,
    '本市から連絡のあった案件管理番号  ' || coalesce(i.city_no, '（まだ）')
    AS line
FROM incident_now i
UNION ALL
SELECT i.id, 20, '対応完了日時  ' || coalesce(
    kk_day_long(kk_day(i.completed_at)) || ' '
    || substr(kk_iso(i.completed_at), 12), '（まだ）')
FROM incident_now i
UNION ALL
SELECT i.id, 30, '対応内容と対応結果' FROM incident i
UNION ALL
SELECT i.id, 31, '  ' || replace(i.action, char(10), char(10) || '  ')
FROM incident i WHERE i.action IS NOT NULL
UNION ALL
SELECT i.id, 32, '  ' || replace(i.result, char(10), char(10) || '  ')
FROM incident i WHERE i.result IS NOT NULL
UNION ALL
SELECT i.id, 40, '現地担当者との調整内容などの特記事項' FROM incident i
UNION ALL
SELECT t.incident_id, t.n, '  ' || replace(t.line, char(10), char(10) || '  ')
FROM mail_remark t
UNION ALL
SELECT i.id, 99, '  なし' FROM incident i
WHERE NOT EXISTS (SELECT 1 FROM mail_remark t WHERE t.incident_id = i.id);
-- What is told beside it: our own words, calls that nobody answered, what was
-- agreed, each clock that was missed with its reason.
CREATE VIEW mail_remark AS
SELECT i.id AS incident_id, 41 AS n, i.remarks AS line
FROM incident i WHERE i.remarks IS NOT NULL
UNION ALL
SELECT c.incident_id, 42, group_concat(c.at, '、') || 'の電話はつながらず'
FROM (SELECT c.incident_id AS incident_id,
          CASE WHEN kk_day(c.at) = kk_day(i.instructed_at) THEN ''
               ELSE kk_day_text(kk_day(c.at)) || ' ' END
          || substr(kk_iso(c.at), 12)
          || coalesce('（' || c.person || '）', '') AS at
      FROM contact c JOIN incident i ON i.id = c.incident_id
      WHERE c.deleted IS NULL AND c.to_kind = '現場' AND c.reached IS NOT 1
      ORDER BY c.at, c.id) c
GROUP BY c.incident_id
UNION ALL
SELECT i.id, 43, '現場着手時間は合意により対象外（'
    || kk_day_text(kk_day(i.waive_agreed_at)) || ' ' || substr(kk_iso(i.waive_agreed_at), 12) || ' ' || i.waive_agreed_by
    || ' と合意、完了見込み ' || kk_day_text(kk_day(i.waive_expected_end)) || ' ' || substr(kk_iso(i.waive_expected_end), 12) || '）'
FROM incident_now i
WHERE i.onsite_status = '対象外（合意）'
UNION ALL
SELECT o.incident_id, 44, '17時15分以降の対応: '
    || CASE o.ground WHEN '協議' THEN '現場担当者との協議' ELSE o.ground END
    || coalesce('（' || o.agreed_by || '）', '')
    || coalesce(' ' || kk_day_text(kk_day(o.until_at)) || ' ' || substr(kk_iso(o.until_at), 12) || ' まで', '')
FROM overtime o WHERE o.deleted IS NULL
UNION ALL
SELECT i.id, 45, '現場への連絡時間 ' || kk_sla(i.clocks, '連絡', 'elapsed')
    || '分（目標 ' || kk_param('sla.contact_min', kk_day(i.instructed_at))
    || '分）。' || coalesce(i.contact_miss, '理由はまだ')
FROM incident_now i WHERE i.contact_status = '未達'
UNION ALL
SELECT i.id, 46, '現場着手時間 ' || kk_sla(i.clocks, '着手', 'elapsed')
    || '分（目標 ' || kk_param('sla.onsite_min', kk_day(i.instructed_at))
    || '分）。' || coalesce(i.onsite_miss, '理由はまだ')
FROM incident_now i WHERE i.onsite_status = '未達'
UNION ALL
SELECT i.id, 47, 'サービスレベルを著しく下回りました'
FROM incident i WHERE i.severe = 1;
