SELECT v.planned_at AS planned, v.told_at AS told, v.arrived_at AS arrived,
       v.started_at AS started, v.left_at AS "left", v.who_id AS who,
       coalesce(v.maker, 0) AS maker, v.contact_person AS contact,
       v.note AS note, v.worked_on AS worked_on, v.disk AS disk,
       v.report AS report
FROM visit v
WHERE v.id = :visit
