-- An answer by its day; on a day when nobody is there, before it.
SELECT a.id AS id, NULL AS at, a.due_on AS day, '回答' AS kind, a.no AS no,
       coalesce(a.place_name || ' ', '') || coalesce(a.question, '')
       || CASE WHEN a.act_by <> a.due_on
               THEN '  休日。' || kk_day_text(a.act_by) || ' のうちに'
               ELSE coalesce('  休日（' || kk_closed(a.due_on) || '）', '') END
       AS what,
       CASE WHEN a.late THEN '超'
            WHEN a.act_by <= kk_today() THEN '急'
            ELSE '' END AS mark,
       a.asker AS who, 'qa' AS target,
       kk_day_start(a.due_on) + 86340 AS sort
FROM qa_now a
WHERE a.answered_at IS NULL AND a.due_on IS NOT NULL
