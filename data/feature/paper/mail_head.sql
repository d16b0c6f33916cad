-- To whom it goes and under which subject.
WITH day(day) AS (
    SELECT kk_day(coalesce(i.completed_at, kk_now())) FROM incident i
    WHERE i.id = :record
)
SELECT 1 AS id, '宛先' AS label, coalesce((
    SELECT c.value FROM cover_on c, day d
    WHERE c.key = 'cover.mail' AND d.day BETWEEN c.first AND c.last), '')
    AS value
UNION ALL
SELECT 2, '差出人', c.value FROM cover_on c, day d
WHERE c.key = 'cover.mail_from' AND d.day BETWEEN c.first AND c.last
UNION ALL
SELECT 3, '件名',
    '【完了報告】' || coalesce(i.city_no, '') || ' ' || i.place_text
FROM incident_now i WHERE i.id = :record
