-- Why a record was changed last (cases, visits, questions, findings, notices),
-- and the city's number of a case.
SELECT (SELECT e.reason FROM entry e
        WHERE e.subject_table IN (13, 15, 28, 29, 32) AND e.subject = :id
          AND e.reason IS NOT NULL
        ORDER BY e.ltime DESC, e.writer DESC LIMIT 1),
       (SELECT coalesce(nullif(i.city_no, ''), i.no) FROM incident i
        WHERE i.id = coalesce(
            (SELECT v.incident_id FROM visit v WHERE v.id = :id), :id))
