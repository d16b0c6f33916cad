-- What the invariants hit now: derived, so that reviews need not look at every
-- case and unit again.
CREATE TABLE hit (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    tab INTEGER NOT NULL,       -- what it is about
    row INTEGER NOT NULL,
    title TEXT NOT NULL,
    entry INTEGER               -- one of those that have part in it
) STRICT;
CREATE INDEX hit_row ON hit(tab, row);
CREATE INDEX job_no ON job(no) WHERE no IS NOT NULL;
CREATE INDEX qa_no ON qa(no) WHERE no IS NOT NULL;
CREATE INDEX finding_no ON finding(no) WHERE no IS NOT NULL;
