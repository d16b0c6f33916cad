-- The facts of steps.csv for one order; class is its kind.
SELECT j.kind AS flow_class, NULL AS dev_type,
    j.ordered_at AS ordered,
    CASE WHEN j.units > 0 THEN j.units || '台' END AS units,
    j.received_at AS received,
    CASE WHEN j.units > 0 AND j.units_done = j.units
         THEN j.units_done || '/' || j.units END AS done,
    j.finished_at AS finished
FROM job_now j WHERE j.id = :id
