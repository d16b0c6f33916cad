SELECT id, coalesce(no || ' ', '') || coalesce("with", '') || ' '
           || coalesce(kk_day_text(kk_day(started_at)), ''),
       deleted, kk_numbers(no), NULL, NULL
FROM minutes
