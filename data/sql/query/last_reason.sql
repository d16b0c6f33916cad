-- Why a record was changed last, and the city's number of a case.
SELECT (SELECT e.reason FROM entry e
        WHERE e.subject_table = :tab AND e.subject = :id
          AND e.reason IS NOT NULL
        ORDER BY e.ltime DESC, e.writer DESC LIMIT 1),
       CASE WHEN :tab = 13
            THEN (SELECT coalesce(nullif(i.city_no, ''), i.no) FROM incident i
                  WHERE i.id = :id) END
