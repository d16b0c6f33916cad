-- A paper with how far it is, and why it falls due on another day than the
-- contract's: 4/30 日曜のため翌勤務日.
CREATE VIEW document_now AS
SELECT c.*,
    c.submitted_at IS NULL AND c.waived_at IS NULL AS open,
    CASE WHEN c.submitted_at IS NOT NULL THEN '提出済'
         WHEN c.waived_at IS NOT NULL THEN '提出不要'
         WHEN c.rule_key IS NOT NULL AND EXISTS (
             SELECT 1 FROM delivery d
             WHERE d.deleted IS NULL AND c.rule_key = c.kind || ' ' || d.month)
         THEN '確定'
         WHEN c.made_at IS NOT NULL THEN '作成済'
         ELSE '未提出' END AS state,
    CASE WHEN c.due_on <> c.base_on THEN
        CAST(substr(kk_day_iso(c.base_on), 6, 2) AS INTEGER) || '/'
        || CAST(substr(kk_day_iso(c.base_on), 9) AS INTEGER) || ' '
        || coalesce(kk_closed(c.base_on), '') || 'のため'
        || CASE WHEN c.due_on > c.base_on THEN '翌勤務日'
                WHEN c.kind IN ('月次報告書', '業務完了届',
                                'セキュリティ保全状況報告書')
                THEN '業務完了'
                ELSE '前の勤務日' END END AS shift
FROM ruled_document c;
