-- What becomes of the unit that a case took out (§5.1.2): whether its warranty
-- holds, to whom of the city it was handed, where it was sent and when it came
-- back; what did not fit of the spare; what a maker worked on, and his report;
-- that the city's next day depends on overtime (§6).
ALTER TABLE incident ADD COLUMN swap_misfit TEXT;
ALTER TABLE incident ADD COLUMN no_swap_reason TEXT;
ALTER TABLE incident ADD COLUMN asked_at INTEGER;
ALTER TABLE incident ADD COLUMN asked_of TEXT;
ALTER TABLE incident ADD COLUMN answered_at INTEGER;
ALTER TABLE incident ADD COLUMN answer TEXT;
ALTER TABLE incident ADD COLUMN handed_at INTEGER;
ALTER TABLE incident ADD COLUMN handed_to TEXT;
ALTER TABLE incident ADD COLUMN shipped_at INTEGER;
ALTER TABLE incident ADD COLUMN shipped_to TEXT;
ALTER TABLE incident ADD COLUMN ship_no TEXT;
ALTER TABLE incident ADD COLUMN ship_back_at INTEGER;
ALTER TABLE visit ADD COLUMN worked_on TEXT;
ALTER TABLE visit ADD COLUMN disk INTEGER;
ALTER TABLE visit ADD COLUMN report TEXT;
ALTER TABLE overtime ADD COLUMN blocks INTEGER;
CREATE INDEX unit_faulty ON unit(id) WHERE state IN ('故障保管', '修理中');
CREATE INDEX incident_swapped ON incident(swap_unit_id)
    WHERE swap_unit_id IS NOT NULL;
