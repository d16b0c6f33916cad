-- The journal: entries with their intent, and one row per cell change. A row
-- of `change` is live while no other change replaces it: the live rows of a
-- cell are its heads; where there are none the row's birth (col 0) is the head.
-- base and also name entries by arrival, which never changes on one copy.

CREATE TABLE writer (
    writer INTEGER PRIMARY KEY, -- random, 40 bits
    node TEXT,                  -- who owns it
    parent INTEGER,             -- the writer it went on from, and where
    parent_seq INTEGER,
    parent_hash BLOB
) STRICT;

CREATE TABLE entry (
    arrival INTEGER PRIMARY KEY,
    writer INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    ltime INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    worker INTEGER,
    action TEXT NOT NULL,
    args TEXT,                  -- the A cards
    subject_table INTEGER,
    subject INTEGER,
    happened_at INTEGER,
    reason TEXT,
    program TEXT,
    schema INTEGER,
    undoes INTEGER,             -- arrival of the entry it takes back
    hash BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX entry_name ON entry(writer, seq);
CREATE INDEX entry_subject ON entry(subject_table, subject);
CREATE INDEX entry_undoes ON entry(undoes) WHERE undoes IS NOT NULL;

CREATE TABLE change (
    tab INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    val ANY,
    base INTEGER,
    also TEXT,                  -- further arrivals it closes, space between
    live INTEGER NOT NULL,
    PRIMARY KEY (tab, row, col, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_entry ON change(entry);

-- Cells with several live heads of different values: derived, for reviews.
CREATE TABLE conflict (
    tab INTEGER NOT NULL,
    row INTEGER NOT NULL,
    col INTEGER NOT NULL,
    PRIMARY KEY (tab, row, col)
) STRICT, WITHOUT ROWID;

-- Local facts of this copy, and the derived search index.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE unit_key (
    key TEXT NOT NULL,          -- folded machine ID or serial
    unit INTEGER NOT NULL,
    PRIMARY KEY (key, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_key_unit ON unit_key(unit);
CREATE VIRTUAL TABLE search USING fts5(text, tokenize = 'kk_pairs');

-- The replicated tables, column for column as in tables.csv. No UNIQUE, CHECK
-- or NOT NULL: copies that cannot talk would break any of them, so natural keys
-- and cross-row rules are invariant views and action guards. The capture
-- triggers are generated from tables.csv after every migration.

CREATE TABLE contract_param (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    key TEXT,
    value TEXT,
    label TEXT,
    valid_from INTEGER,
    valid_to INTEGER
) STRICT;

CREATE TABLE holiday (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    date INTEGER,
    name TEXT,
    kind TEXT,
    source TEXT
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    name TEXT,
    kana TEXT,
    org TEXT,
    role TEXT,
    phone TEXT,
    roster_from INTEGER,
    roster_to INTEGER,
    id_card_no TEXT
) STRICT;

CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    no INTEGER,
    name TEXT,
    kana TEXT,
    address TEXT,
    note TEXT,
    valid_from INTEGER,
    valid_to INTEGER
) STRICT;

CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    site_id INTEGER REFERENCES site(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT,
    kana TEXT,
    floor TEXT,
    kind TEXT,
    ledger_scope INTEGER,
    print_scope INTEGER
) STRICT;

CREATE TABLE dept (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    site_id INTEGER REFERENCES site(id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT,
    kana TEXT,
    note TEXT
) STRICT;

CREATE TABLE vendor_desk (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    vendor TEXT,
    name TEXT,
    kana TEXT,
    service TEXT,
    phone TEXT,
    mail TEXT,
    needs_text TEXT,
    issues_certificate INTEGER,
    contract_note TEXT,
    closed_on TEXT,
    short TEXT
) STRICT;

CREATE TABLE desk_hours (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    desk_id INTEGER REFERENCES vendor_desk(id) DEFERRABLE INITIALLY DEFERRED,
    service TEXT,
    dow INTEGER,
    open_min INTEGER,
    close_min INTEGER
) STRICT;

CREATE TABLE desk_closure (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    desk_id INTEGER REFERENCES vendor_desk(id) DEFERRABLE INITIALLY DEFERRED,
    from_day INTEGER,
    to_day INTEGER,
    note TEXT
) STRICT;

CREATE TABLE model (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    maker TEXT,
    name TEXT,
    short TEXT,
    kana TEXT,
    dev_type TEXT,
    flow_class TEXT,
    desk_id INTEGER REFERENCES vendor_desk(id) DEFERRABLE INITIALLY DEFERRED,
    warranty_months INTEGER,
    counted INTEGER,
    paired_with_id INTEGER REFERENCES model(id) DEFERRABLE INITIALLY DEFERRED,
    valid_from INTEGER,
    valid_to INTEGER
) STRICT;

CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    machine_id TEXT,
    serial TEXT,
    model_id INTEGER REFERENCES model(id) DEFERRABLE INITIALLY DEFERRED,
    segment TEXT,
    role TEXT,
    dept_id INTEGER REFERENCES dept(id) DEFERRABLE INITIALLY DEFERRED,
    place_id INTEGER REFERENCES place(id) DEFERRABLE INITIALLY DEFERRED,
    custodian TEXT,
    state TEXT,
    pair_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    warranty_until INTEGER,
    image_release_id INTEGER REFERENCES media_release(id) DEFERRABLE INITIALLY DEFERRED,
    key_no TEXT,
    settings TEXT,
    note TEXT,
    spare_state TEXT,
    spare_incident_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    lent_at INTEGER,
    lent_doc TEXT,
    lent_back_at INTEGER
) STRICT;

CREATE TABLE unit_move (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    from_place_id INTEGER REFERENCES place(id) DEFERRABLE INITIALLY DEFERRED,
    from_dept_id INTEGER REFERENCES dept(id) DEFERRABLE INITIALLY DEFERRED,
    to_place_id INTEGER REFERENCES place(id) DEFERRABLE INITIALLY DEFERRED,
    to_dept_id INTEGER REFERENCES dept(id) DEFERRABLE INITIALLY DEFERRED,
    reason TEXT,
    incident_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    job_id INTEGER REFERENCES job(id) DEFERRABLE INITIALLY DEFERRED,
    happened_at INTEGER
) STRICT;

CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    no TEXT,
    city_no TEXT,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    device_text TEXT,
    flow_class TEXT,
    place_id INTEGER REFERENCES place(id) DEFERRABLE INITIALLY DEFERRED,
    dept_id INTEGER REFERENCES dept(id) DEFERRABLE INITIALLY DEFERRED,
    symptom TEXT,
    error_text TEXT,
    site_contact TEXT,
    site_phone TEXT,
    assignee_id INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    occurred_at INTEGER,
    received_at INTEGER,
    instructed_at INTEGER,
    onsite TEXT,
    onsite_decided_at INTEGER,
    cause TEXT,
    action TEXT,
    result TEXT,
    remarks TEXT,
    user_check_by TEXT,
    user_check_at INTEGER,
    completed_at INTEGER,
    mail_sent_at INTEGER,
    waive_expected_end INTEGER,
    waive_agreed_by TEXT,
    waive_agreed_at INTEGER,
    contact_miss_reason TEXT,
    onsite_miss_reason TEXT,
    severe INTEGER,
    swap_unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    swap_spare_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    swap_at INTEGER,
    part TEXT,
    part_at INTEGER,
    held_since INTEGER,
    hold_reason TEXT,
    returned_at INTEGER,
    return_reason TEXT,
    merged_into_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    cause_kind TEXT
) STRICT;

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    incident_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    to_kind TEXT,
    person TEXT,
    at INTEGER,
    reached INTEGER,
    note TEXT,
    fields_confirmed TEXT
) STRICT;

CREATE TABLE visit (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    incident_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    who_id INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    maker INTEGER,
    contact_person TEXT,
    told_at INTEGER,
    planned_at INTEGER,
    arrived_at INTEGER,
    started_at INTEGER,
    left_at INTEGER,
    note TEXT
) STRICT;

CREATE TABLE work (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    incident_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    job_id INTEGER REFERENCES job(id) DEFERRABLE INITIALLY DEFERRED,
    person_id INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    from_at INTEGER,
    to_at INTEGER,
    note TEXT
) STRICT;

CREATE TABLE overtime (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    incident_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    ground TEXT,
    agreed_by TEXT,
    until_at INTEGER,
    note TEXT
) STRICT;

CREATE TABLE step_done (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    incident_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    step_key TEXT,
    done TEXT,
    by_id INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    at INTEGER,
    note TEXT
) STRICT;

CREATE TABLE lent_item (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    kind TEXT,
    no TEXT,
    name TEXT,
    holder_id INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    lent_at INTEGER,
    returned_at INTEGER,
    checked_at INTEGER
) STRICT;

CREATE TABLE repair (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    incident_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    desk_id INTEGER REFERENCES vendor_desk(id) DEFERRABLE INITIALLY DEFERRED,
    ref_no TEXT,
    called_at INTEGER,
    person TEXT,
    symptom_repro TEXT,
    visit_at INTEGER,
    witness TEXT,
    parts TEXT,
    erase_needed INTEGER,
    erased_at INTEGER,
    erased_by TEXT,
    erase_witness TEXT,
    cert_no TEXT,
    skip_ok TEXT,
    skip_reason TEXT,
    repaired_at INTEGER,
    rebuilt_at INTEGER,
    finished_at INTEGER,
    outcome TEXT
) STRICT;

CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    kind TEXT,
    no TEXT,
    order_no TEXT,
    ordered_at INTEGER,
    received_at INTEGER,
    due_on INTEGER,
    finished_at INTEGER,
    place_id INTEGER REFERENCES place(id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT
) STRICT;

CREATE TABLE job_line (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    job_id INTEGER REFERENCES job(id) DEFERRABLE INITIALLY DEFERRED,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    from_place_id INTEGER REFERENCES place(id) DEFERRABLE INITIALLY DEFERRED,
    to_place_id INTEGER REFERENCES place(id) DEFERRABLE INITIALLY DEFERRED,
    to_dept_id INTEGER REFERENCES dept(id) DEFERRABLE INITIALLY DEFERRED,
    media_kind TEXT,
    done_at INTEGER
) STRICT;

CREATE TABLE media_release (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    kind TEXT,
    version TEXT,
    order_id INTEGER REFERENCES media_order(id) DEFERRABLE INITIALLY DEFERRED,
    released_on INTEGER,
    note TEXT
) STRICT;

CREATE TABLE media_order (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    city_ref TEXT,
    ordered_at INTEGER,
    note TEXT,
    finished_at INTEGER
) STRICT;

CREATE TABLE media_doc (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    release_id INTEGER REFERENCES media_release(id) DEFERRABLE INITIALLY DEFERRED,
    doc_kind TEXT,
    version TEXT,
    changed TEXT
) STRICT;

CREATE TABLE print_survey (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    fiscal_year INTEGER,
    from_day INTEGER,
    to_day INTEGER,
    agreed_with TEXT
) STRICT;

CREATE TABLE print_count (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    survey_id INTEGER REFERENCES print_survey(id) DEFERRABLE INITIALLY DEFERRED,
    unit_id INTEGER REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    at INTEGER,
    "count" INTEGER,
    reset_flag TEXT,
    note TEXT
) STRICT;

CREATE TABLE qa (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    no TEXT,
    incident_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    question TEXT,
    asker TEXT,
    asked_at INTEGER,
    answer TEXT,
    due_on INTEGER,
    answered_at INTEGER,
    reported_at INTEGER
) STRICT;

CREATE TABLE finding (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    no TEXT,
    kind TEXT,
    text TEXT,
    incident_id INTEGER REFERENCES incident(id) DEFERRABLE INITIALLY DEFERRED,
    found_at INTEGER,
    reported_at INTEGER,
    instruction TEXT,
    instructed_at INTEGER,
    finished_at INTEGER
) STRICT;

CREATE TABLE minutes (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    held_on INTEGER,
    "with" TEXT,
    text TEXT,
    due_on INTEGER,
    submitted_at INTEGER
) STRICT;

CREATE TABLE doubt (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    question TEXT,
    asked_at INTEGER,
    city_reply TEXT,
    replied_at INTEGER
) STRICT;

CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    kind TEXT,
    text TEXT,
    at INTEGER,
    approved_no TEXT
) STRICT;

CREATE TABLE permit (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    kind TEXT,
    target TEXT,
    approved_no TEXT,
    from_day INTEGER,
    to_day INTEGER
) STRICT;

CREATE TABLE sec_record (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    kind TEXT,
    at INTEGER,
    text TEXT,
    reported_at INTEGER
) STRICT;

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    kind TEXT,
    period TEXT,
    due_on INTEGER,
    made_at INTEGER,
    submitted_at INTEGER,
    vector TEXT,
    sha256 TEXT
) STRICT;

CREATE TABLE review_accept (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    review TEXT,
    reason TEXT
) STRICT;

CREATE TABLE image (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    kind TEXT,
    model_id INTEGER REFERENCES model(id) DEFERRABLE INITIALLY DEFERRED,
    segment TEXT,
    role TEXT,
    label TEXT
) STRICT;

-- A row of 別表1: a model may be in two lists, each with its own number.
CREATE TABLE contract_model (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    list_no INTEGER,
    segment TEXT,
    dev_label TEXT,
    model_id INTEGER REFERENCES model(id) DEFERRABLE INITIALLY DEFERRED,
    contracted_number INTEGER,
    note TEXT,
    valid_from INTEGER,
    valid_to INTEGER
) STRICT;

CREATE INDEX holiday_date ON holiday(date);
CREATE INDEX person_name ON person(name);
CREATE INDEX place_site ON place(site_id);
CREATE INDEX dept_site ON dept(site_id);
CREATE INDEX desk_hours_desk ON desk_hours(desk_id);
CREATE INDEX unit_machine ON unit(machine_id);
CREATE INDEX unit_serial ON unit(serial);
CREATE INDEX unit_model ON unit(model_id, machine_id);
CREATE INDEX unit_place ON unit(place_id, machine_id);
CREATE INDEX unit_dept ON unit(dept_id, machine_id);
CREATE INDEX unit_segment ON unit(segment, machine_id);
CREATE INDEX unit_pair ON unit(pair_id) WHERE pair_id IS NOT NULL;
CREATE INDEX unit_spare ON unit(spare_state) WHERE spare_state IS NOT NULL;
CREATE INDEX unit_move_unit ON unit_move(unit_id, happened_at);
CREATE INDEX incident_no ON incident(no);
CREATE INDEX incident_city_no ON incident(city_no);
CREATE INDEX incident_unit ON incident(unit_id);
CREATE INDEX incident_place ON incident(place_id, dept_id);
-- The queue: what is open or has no completion mail yet.
CREATE INDEX incident_queue ON incident(instructed_at)
    WHERE mail_sent_at IS NULL AND returned_at IS NULL AND deleted IS NULL;
-- 予備未定: taken out, and no spare stands in its place.
CREATE INDEX incident_no_spare ON incident(swap_unit_id)
    WHERE swap_unit_id IS NOT NULL AND swap_spare_id IS NULL;
CREATE INDEX incident_instructed ON incident(instructed_at);
CREATE INDEX contact_incident ON contact(incident_id, at);
CREATE INDEX visit_incident ON visit(incident_id, planned_at);
CREATE INDEX work_incident ON work(incident_id);
CREATE INDEX work_person ON work(person_id, from_at);
CREATE INDEX overtime_incident ON overtime(incident_id);
CREATE INDEX step_done_incident ON step_done(incident_id, step_key);
CREATE INDEX repair_unit ON repair(unit_id);
CREATE INDEX repair_incident ON repair(incident_id);
CREATE INDEX job_line_job ON job_line(job_id);
CREATE INDEX job_line_unit ON job_line(unit_id);
CREATE INDEX print_count_unit ON print_count(unit_id, at);
CREATE INDEX qa_incident ON qa(incident_id);
CREATE INDEX finding_incident ON finding(incident_id);
