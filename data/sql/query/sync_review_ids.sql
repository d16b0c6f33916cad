SELECT id FROM review
