SELECT kk_time_text(at) || ' ' || to_kind
       || CASE WHEN reached = 1 THEN '' ELSE ' 不在' END
FROM contact WHERE id = :id
