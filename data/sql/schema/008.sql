-- Steps of any kind of record; those of a case stay with incident_id.
ALTER TABLE step_done ADD COLUMN tab INTEGER;
ALTER TABLE step_done ADD COLUMN "row" INTEGER;
CREATE INDEX step_done_row ON step_done("row") WHERE "row" IS NOT NULL;
