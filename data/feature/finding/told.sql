SELECT '回答待ち ' || (SELECT count(*) FROM qa_now a
                       WHERE a.answered_at IS NULL)
    || '  期限超過 ' || (SELECT count(*) FROM qa_now a WHERE a.late)
    || '  市へ未報告 '
    || ((SELECT count(*) FROM qa_now a WHERE a.reported_at IS NULL)
        + (SELECT count(*) FROM finding_now f WHERE f.state = '未報告'))
    || '  市の指示待ち '
    || (SELECT count(*) FROM finding_now f WHERE f.state = '指示待ち')
    || '  対応中 '
    || (SELECT count(*) FROM finding_now f WHERE f.state = '対応中')
