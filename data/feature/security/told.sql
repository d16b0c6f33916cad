SELECT '有効な許可 ' || (
        SELECT count(*) FROM permit p
        WHERE p.deleted IS NULL AND p.from_day <= kk_today()
          AND (p.to_day IS NULL OR p.to_day >= kk_today()))
    || '  未報告の事故 ' || (SELECT count(*) FROM sec_now s
                             WHERE s.class = '事故' AND s.unreported)
    || '  議事録 ' || (SELECT count(*) FROM minutes_now m
                              WHERE m.submitted_at IS NULL)
    || '  疑義 ' || (SELECT count(*) FROM notice_now n
                              WHERE n.kind = '疑義' AND n.open)
    || '  未受講 ' || (SELECT count(*) FROM untrained) || '人'
    || coalesce((SELECT '  保管確認 ' || kk_day_text(c.check_by)
                 FROM custody c), '')
