-- What waits of questions, findings, minutes, notices and the records of
-- security, however many years of them are kept.
CREATE INDEX qa_unanswered ON qa(due_on)
    WHERE answered_at IS NULL AND deleted IS NULL;
CREATE INDEX qa_unreported ON qa(asked_at)
    WHERE reported_at IS NULL AND deleted IS NULL;
CREATE INDEX finding_open ON finding(found_at)
    WHERE finished_at IS NULL AND deleted IS NULL;
CREATE INDEX minutes_unsubmitted ON minutes(started_at)
    WHERE submitted_at IS NULL AND deleted IS NULL;
CREATE INDEX minutes_task_open ON minutes_task(due_on)
    WHERE done_at IS NULL AND deleted IS NULL;
CREATE INDEX notice_open ON notice(kind)
    WHERE finished_at IS NULL AND deleted IS NULL;
CREATE INDEX sec_record_unreported ON sec_record(at)
    WHERE reported_at IS NULL AND deleted IS NULL;
CREATE INDEX sec_record_kind ON sec_record(kind, at) WHERE deleted IS NULL;
CREATE INDEX permit_to ON permit(to_day) WHERE deleted IS NULL;
