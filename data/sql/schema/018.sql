-- Page counts (§5.5): a survey each contract year and a count of each printer
-- stand by rule before anybody recorded them; when the time was agreed, and why
-- a printer could not be read.
ALTER TABLE print_survey ADD COLUMN rule_key TEXT;
ALTER TABLE print_survey ADD COLUMN agreed_on INTEGER;
ALTER TABLE print_count ADD COLUMN rule_key TEXT;
ALTER TABLE print_count ADD COLUMN unread TEXT;
CREATE INDEX print_survey_rule_key ON print_survey(rule_key)
    WHERE rule_key IS NOT NULL;
CREATE INDEX print_count_rule_key ON print_count(rule_key)
    WHERE rule_key IS NOT NULL;
