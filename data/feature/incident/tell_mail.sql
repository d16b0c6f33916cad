-- The mail as it goes out: what is sent, copied and handed in are these lines.
SELECT '【完了報告】' || coalesce(i.city_no, '') || ' ' || i.place_text
FROM incident_now i WHERE i.id = :id AND i.city_no IS NOT NULL
UNION ALL
SELECT line FROM (SELECT m.line AS line FROM mail_line m
                  WHERE m.incident_id = :id ORDER BY m.n)
