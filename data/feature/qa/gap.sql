-- Questions asked until the month's end whose day is over without an answer.
SELECT a.id AS id, '回答 ' || a.no AS key, '必ず' AS weight, '回答' AS kind,
       a.no AS no, a.place_name AS place,
       '回答予定日 ' || kk_day_text(a.due_on)
       || ' を過ぎて、まだ回答がない' AS what,
       'kikusui do qa.answer qa=' || a.no AS go, 'qa' AS target,
       a.incident_id AS incident_id
FROM qa_now a
WHERE a.late AND (:last IS NULL OR kk_day(a.asked_at) <= :last)
