-- What each still waits for, and what is to be done next.
CREATE VIEW notice_now AS
SELECT n.*,
    CASE n.state
        WHEN '回答待ち' THEN '市の回答を受けたら「疑義への市の回答を記録」です'
        WHEN '回答済' THEN '市の回答: ' || coalesce(n.answer, '')
        WHEN '申出中' THEN '設定内容を市と協議し、承認を得てから使います'
                           || '（仕様 9.2）'
        WHEN '協議済' THEN '承認を得たら「機器使用の承認を記録」です'
        WHEN '承認済' THEN '承認番号 ' || n.approved_no || coalesce(
                           '  利用状況の報告 ' || kk_time_text(n.used_at),
                           '  利用状況は市の指示に従って報告します')
        WHEN '定型' THEN '都度の提示は要りません（' || n.often || '）'
        WHEN '過ぎた' THEN '済んでいれば「連絡事項を終える」です'
        ELSE '' END AS about
FROM (
    SELECT n.*, coalesce(n.place_id, u.place_id) AS at_place_id,
        coalesce(kk_called(5, n.place_id, 3, 32, n.id, 7), p.name) AS place_name, u.machine_id AS machine_id,
        CASE WHEN n.finished_at IS NOT NULL THEN '済'
             WHEN n.kind = '疑義'
             THEN CASE WHEN n.answered_at IS NULL THEN '回答待ち' ELSE '回答済' END
             WHEN n.kind = '機器使用申出'
             THEN CASE WHEN n.approved_no IS NOT NULL THEN '承認済'
                       WHEN n.agreed_on IS NOT NULL THEN '協議済'
                       ELSE '申出中' END
             WHEN n.kind = '事前提示'
             THEN CASE WHEN n.often IS NOT NULL THEN '定型' ELSE '提示済' END
             WHEN kk_day(n.at) < kk_today() THEN '過ぎた'
             ELSE '予定' END AS state,
        n.finished_at IS NULL
            AND (n.kind = '疑義' AND n.answered_at IS NULL
                 OR n.kind = '機器使用申出' AND n.approved_no IS NULL
                 OR n.kind = '定期点検') AS open
    FROM notice n
    LEFT JOIN unit u ON u.id = n.unit_id
    LEFT JOIN place p ON p.id = coalesce(n.place_id, u.place_id)
    WHERE n.deleted IS NULL
) n;
