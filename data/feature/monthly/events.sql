-- What else is reported: no spare, work beyond the hours, events of information
-- security, meetings.
SELECT r.id AS id, '予備機なし' AS kind, i.city_no AS no, r.at AS at,
       coalesce(p.name, '') AS place, '予備機がないことを市へ報告' AS what,
       coalesce('市の指示: ' || r.note, '') AS answer
FROM spare_report r
LEFT JOIN incident i ON i.id = r.incident_id
LEFT JOIN place p ON p.id = i.place_id
WHERE r.deleted IS NULL AND kk_day(r.at) BETWEEN :first AND :last
UNION ALL
SELECT o.id, '時間外対応', i.city_no, o.until_at,
       coalesce(p.name, ''), o.ground || coalesce(' ' || o.note, ''),
       coalesce('合意: ' || o.agreed_by, '')
FROM overtime o
JOIN incident i ON i.id = o.incident_id AND i.deleted IS NULL
LEFT JOIN place p ON p.id = i.place_id
WHERE o.deleted IS NULL AND kk_day(o.until_at) BETWEEN :first AND :last
UNION ALL
SELECT s.id, 'セキュリティ事故', s.no, s.at, '', s.text,
       coalesce(s.result, '')
FROM sec_now s
WHERE s.class = '事故' AND kk_day(s.at) BETWEEN :first AND :last
UNION ALL
SELECT m.id, '打合せ', m.no, m.started_at, coalesce(m.place, ''),
       coalesce(m.name, '') || coalesce('（' || m."with" || '）', ''),
       CASE WHEN m.submitted_at IS NULL THEN '' ELSE '議事録を提出済み' END
FROM minutes_now m
WHERE kk_day(m.started_at) BETWEEN :first AND :last
