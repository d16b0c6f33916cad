-- An order that the city took back as a whole gives its place in the year's
-- limits back.
ALTER TABLE job ADD COLUMN cancelled_at INTEGER;
ALTER TABLE media_order ADD COLUMN cancelled_at INTEGER;
