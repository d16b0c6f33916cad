SELECT '回答待ち ' || (SELECT count(*) FROM qa_now a
                       WHERE a.answered_at IS NULL)
    || '  期限超過 ' || (SELECT count(*) FROM qa_now a WHERE a.late)
    || '  市へ未報告 '
    || ((SELECT count(*) FROM qa_now a WHERE a.reported_at IS NULL)
        + (SELECT count(*) FROM finding f
           WHERE f.deleted IS NULL AND f.reported_at IS NULL
             AND f.finished_at IS NULL))
    || '  市の指示待ち '
    || (SELECT count(*) FROM finding f
        WHERE f.deleted IS NULL AND f.reported_at IS NOT NULL
          AND f.instructed_at IS NULL AND f.finished_at IS NULL)
    || '  対応中 '
    || (SELECT count(*) FROM finding f
        WHERE f.deleted IS NULL AND f.instructed_at IS NOT NULL
          AND f.finished_at IS NULL)
