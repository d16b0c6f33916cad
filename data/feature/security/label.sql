SELECT kind || ' ' || coalesce(kk_time_text(at), '')
FROM sec_record WHERE id = :id
