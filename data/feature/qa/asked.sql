SELECT a.id AS id, 'qa' AS target,
       CASE WHEN a.late THEN '超' ELSE '' END AS mark, '質問' AS kind,
       a.no AS no, a.place_name AS place, a.question AS what,
       a.state AS state,
       CASE WHEN a.answered_at IS NULL THEN a.due_on END AS day,
       a.asked_at AS at, a.asker AS who, a.about AS about,
       CASE a.state WHEN '回答待ち' THEN a.due_on
            WHEN '未報告' THEN 2000000000000 - a.asked_at
            ELSE 9000000000000 - a.asked_at END AS sort
FROM qa_now a
