SELECT id, kind || ' ' || coalesce(kk_time_text(at), ''), deleted,
       kk_names(kind), NULL, NULL
FROM sec_record
