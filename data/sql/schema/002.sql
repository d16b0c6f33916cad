-- What a copy knows of the exchange with others. All of it is local: exports
-- and imports are no entries, or every one would make its sender newer.

-- The rosters that the office signed: the newest, and any older one that says
-- something it does not. They are shown to the office again.
CREATE TABLE roster (
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    sig BLOB NOT NULL,
    PRIMARY KEY (version, text)
) STRICT, WITHOUT ROWID;

-- The newest roster, read out for lists.
CREATE TABLE node (
    node TEXT PRIMARY KEY,      -- its id, hex
    name TEXT NOT NULL,
    role TEXT NOT NULL,         -- office, laptop
    state TEXT NOT NULL,        -- live, lost, retired
    since INTEGER NOT NULL,     -- when it was enrolled
    closed INTEGER NOT NULL     -- its limits hold
) STRICT, WITHOUT ROWID;

-- Signed heads: up to where a node vouches for what its writers wrote.
CREATE TABLE head_sig (
    writer INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    node TEXT NOT NULL,
    sig BLOB NOT NULL
) STRICT;

-- What each peer said last that it has, by its latest bundle taken in.
CREATE TABLE heard (
    node TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,       -- of that bundle
    created INTEGER NOT NULL,   -- by the peer's clock
    at INTEGER NOT NULL,        -- by ours
    program TEXT,
    schema INTEGER,
    skew INTEGER NOT NULL       -- seconds its clock is ahead, as far as seen
) STRICT, WITHOUT ROWID;
CREATE TABLE peer_has (
    node TEXT NOT NULL,
    writer INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (node, writer)
) STRICT, WITHOUT ROWID;

-- The ledgers (R81): what went out and came in, why, and under which permit.
CREATE TABLE export_log (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,       -- of the bundle's first file
    bundle TEXT NOT NULL,
    at INTEGER NOT NULL,
    worker INTEGER,
    reason TEXT,
    permit TEXT,
    files INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    written INTEGER NOT NULL    -- 0: begun, and perhaps broken off
) STRICT;
CREATE TABLE import_log (
    id INTEGER PRIMARY KEY,
    bundle TEXT NOT NULL,
    sender TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,         -- of the files
    at INTEGER NOT NULL,
    worker INTEGER,
    file TEXT,
    created INTEGER NOT NULL,
    reason TEXT,                -- the sender's
    permit TEXT,
    entries INTEGER NOT NULL,
    already INTEGER NOT NULL,
    left_out INTEGER NOT NULL,
    reviews INTEGER NOT NULL    -- new ones
) STRICT;
CREATE INDEX import_log_bundle ON import_log(bundle);
CREATE TABLE refusal (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    file TEXT,
    sender TEXT,
    bundle TEXT,
    kind TEXT,                  -- gap, fork, …
    text TEXT NOT NULL,
    writer INTEGER,             -- of a fork: where it begins
    seq INTEGER
) STRICT;

-- Entries of a copy whose clock was more than 10 minutes off.
CREATE TABLE clock_warning (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    node TEXT NOT NULL,
    writer INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    skew INTEGER NOT NULL
) STRICT;

-- What the reviews look for.
CREATE INDEX change_deleted ON change(tab, row) WHERE col = 1 AND live = 1;
CREATE INDEX incident_swap ON incident(swap_spare_id)
    WHERE swap_spare_id IS NOT NULL;
