-- What may be missing in a month's papers for a reason, and what of each month
-- was handed in for good: of which entries, and what each file was.
CREATE TABLE gap_accepted (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    month TEXT,
    gap TEXT,
    reason TEXT,
    by_id INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    at INTEGER
) STRICT;
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    set_name TEXT,              -- 2024-03, of a set of corrections 2024-03-1
    month TEXT,
    made_at INTEGER,
    vector TEXT,
    sums TEXT,
    by_id INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
