-- Every row that names a unit: table, column, row.
SELECT 'unit_move', 'unit_id', id FROM unit_move WHERE unit_id = :id
UNION ALL
SELECT 'incident', 'unit_id', id FROM incident WHERE unit_id = :id
UNION ALL
SELECT 'incident', 'swap_unit_id', id FROM incident WHERE swap_unit_id = :id
UNION ALL
SELECT 'incident', 'swap_spare_id', id FROM incident WHERE swap_spare_id = :id
UNION ALL
SELECT 'repair', 'unit_id', id FROM repair WHERE unit_id = :id
UNION ALL
SELECT 'job_line', 'unit_id', id FROM job_line WHERE unit_id = :id
UNION ALL
SELECT 'finding', 'unit_id', id FROM finding WHERE unit_id = :id
UNION ALL
SELECT 'qa', 'unit_id', id FROM qa WHERE unit_id = :id
UNION ALL
SELECT 'notice', 'unit_id', id FROM notice WHERE unit_id = :id
UNION ALL
SELECT 'print_count', 'unit_id', id FROM print_count WHERE unit_id = :id
UNION ALL
SELECT 'unit', 'pair_id', id FROM unit WHERE pair_id = :id
UNION ALL
SELECT 'unit', 'merged_into_id', id FROM unit WHERE merged_into_id = :id
