SELECT id, coalesce(no || ' ', '') || kind || ' '
           || coalesce(kk_time_text(at), ''),
       deleted, kk_names(kind) || kk_numbers(no), NULL, NULL
FROM sec_record
