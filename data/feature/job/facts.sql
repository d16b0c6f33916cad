-- The facts of steps.csv for one order; class is its kind. One that the city took
-- back has no steps.
SELECT CASE WHEN j.cancelled_at IS NULL THEN j.kind ELSE '取りやめ' END
    AS flow_class, NULL AS dev_type,
    j.ordered_at AS ordered,
    CASE WHEN j.units > 0 THEN j.units || '台' END AS units,
    j.received_at AS received,
    j.pcs > 0 AS pcs,
    CASE WHEN j.setups = j.pcs THEN j.setups || '/' || j.pcs END AS setup,
    CASE WHEN j.units > 0 AND j.units_done = j.units
         THEN j.units_done || '/' || j.units END AS done,
    -- The ledger follows by the same action.
    CASE WHEN EXISTS (SELECT 1 FROM unit_move v
                      WHERE v.job_id = j.id AND v.deleted IS NULL)
              AND j.units_done = j.units THEN j.units || '台' END AS ledger,
    j.setups || '/' || j.pcs AS setup_now,
    j.units_done || '/' || j.units AS done_now,
    j.finished_at AS finished
FROM job_any j WHERE j.id = :id
