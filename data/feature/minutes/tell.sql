SELECT '市への提出は ' || m.by_when FROM minutes_now m WHERE m.id = :id
