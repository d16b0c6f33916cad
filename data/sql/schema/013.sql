-- What the contract demands at its times (§11): which of it a document is, to
-- whom it went, and that the city does without it.
ALTER TABLE document ADD COLUMN rule_key TEXT;
ALTER TABLE document ADD COLUMN sent_to TEXT;
ALTER TABLE document ADD COLUMN waived_at INTEGER;
ALTER TABLE document ADD COLUMN waived_by TEXT;
ALTER TABLE document ADD COLUMN note TEXT;
CREATE INDEX document_rule_key ON document(rule_key)
    WHERE rule_key IS NOT NULL;
