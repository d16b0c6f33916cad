-- What was agreed with the city where its orders to renew media are more than
-- the contract's (§5.6.1); and which deliverable of a release a record is.
ALTER TABLE media_order ADD COLUMN agreed_by TEXT;
ALTER TABLE media_order ADD COLUMN agreed_at INTEGER;
ALTER TABLE media_order ADD COLUMN agreed_ref TEXT;
ALTER TABLE media_doc ADD COLUMN rule_key TEXT;
CREATE INDEX media_doc_rule_key ON media_doc(rule_key)
    WHERE rule_key IS NOT NULL;
