CREATE TABLE case_head (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    number KEY_TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    class TEXT NOT NULL,
    subclass TEXT NOT NULL,
    door TEXT NOT NULL,
    office TEXT NOT NULL,
    officer BYTES,
    area KEY_TEXT NOT NULL,
    area_street KEY_TEXT NOT NULL,
    area_community KEY_TEXT NOT NULL,
    place_id BYTES,
    cell BIGINT,
    reported_at BIGINT NOT NULL,
    due_at BIGINT,
    alarm_at BIGINT,
    closed_at BIGINT,
    merged_into BYTES,
    supervised BOOLEAN NOT NULL,
    recheck BOOLEAN NOT NULL,
    erased BOOLEAN NOT NULL,
    report_id BYTES NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX case_head_id ON case_head (id);
CREATE UNIQUE INDEX case_head_number ON case_head (number);
CREATE INDEX case_head_state ON case_head (state, seq);
CREATE INDEX case_head_class ON case_head (class, seq);
CREATE INDEX case_head_subclass ON case_head (subclass, seq);
CREATE INDEX case_head_door ON case_head (door, seq);
CREATE INDEX case_head_office ON case_head (office, seq);
CREATE INDEX case_head_officer ON case_head (officer, seq);
CREATE INDEX case_head_area ON case_head (area, seq);
CREATE INDEX case_head_street ON case_head (area_street, seq);
CREATE INDEX case_head_community ON case_head (area_community, seq);
CREATE INDEX case_head_place ON case_head (place_id, seq);
CREATE INDEX case_head_reported ON case_head (reported_at, seq);
CREATE INDEX case_head_merged ON case_head (merged_into);
CREATE INDEX case_head_due ON case_head (due_at, seq) WHERE closed_at IS NULL;
CREATE INDEX case_head_due_office ON case_head (office, due_at, seq) WHERE closed_at IS NULL;
CREATE INDEX case_head_due_officer ON case_head (officer, due_at, seq) WHERE closed_at IS NULL;
CREATE INDEX case_head_due_street ON case_head (area_street, due_at, seq) WHERE closed_at IS NULL;
CREATE INDEX case_head_due_community ON case_head (area_community, due_at, seq) WHERE closed_at IS NULL;
CREATE INDEX case_head_near ON case_head (subclass, cell) WHERE closed_at IS NULL;
CREATE INDEX case_head_alarm ON case_head (alarm_at) WHERE alarm_at IS NOT NULL;
CREATE INDEX case_head_silent ON case_head (closed_at) WHERE state = 'resolved';
CREATE INDEX case_head_kept ON case_head (closed_at) WHERE NOT erased;
CREATE INDEX case_head_recheck ON case_head (office, seq) WHERE recheck;

CREATE TABLE case_action (
    id BYTES PRIMARY KEY,
    case_id BYTES NOT NULL,
    version BIGINT NOT NULL,
    deed TEXT NOT NULL,
    detail TEXT NOT NULL,
    actor TEXT NOT NULL,
    account_id BYTES,
    seen BIGINT,
    acted_at BIGINT,
    recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX case_action_case ON case_action (case_id, version);
CREATE INDEX case_action_account ON case_action (account_id, recorded_at);

CREATE TABLE case_text (
    action_id BYTES PRIMARY KEY,
    case_id BYTES NOT NULL,
    shown TEXT NOT NULL,
    answers TEXT NOT NULL,
    sealed BYTES,
    erased_at BIGINT
);
CREATE INDEX case_text_case ON case_text (case_id);

CREATE TABLE case_reporter (
    case_id BYTES PRIMARY KEY,
    subject BYTES NOT NULL,
    account_id BYTES,
    lang TEXT NOT NULL,
    name BYTES,
    phone BYTES,
    email BYTES,
    secret_hash BYTES NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX case_reporter_account ON case_reporter (account_id);
CREATE INDEX case_reporter_subject ON case_reporter (subject);
CREATE INDEX case_reporter_created ON case_reporter (created_at);

CREATE TABLE case_attachment (
    id BYTES PRIMARY KEY,
    case_id BYTES,
    hash TEXT NOT NULL,
    media TEXT NOT NULL,
    length BIGINT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX case_attachment_case ON case_attachment (case_id);
CREATE INDEX case_attachment_hash ON case_attachment (hash);
CREATE INDEX case_attachment_loose ON case_attachment (created_at) WHERE case_id IS NULL;

CREATE TABLE case_member (
    account_id BYTES NOT NULL,
    office TEXT NOT NULL,
    area KEY_TEXT NOT NULL,
    leads BOOLEAN NOT NULL,
    available BOOLEAN NOT NULL,
    PRIMARY KEY (account_id, office, area)
);
CREATE INDEX case_member_office ON case_member (office);

CREATE TABLE case_route (
    id BYTES PRIMARY KEY,
    area KEY_TEXT NOT NULL,
    subclass TEXT NOT NULL,
    hours TEXT NOT NULL,
    office TEXT NOT NULL,
    co_offices TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_by BYTES,
    set_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX case_route_standing ON case_route (area) WHERE ended_at IS NULL;

CREATE TABLE lead (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    source TEXT NOT NULL,
    source_key TEXT NOT NULL,
    subclass TEXT NOT NULL,
    area KEY_TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    case_id BYTES,
    delivered_at BIGINT NOT NULL,
    expires_at BIGINT,
    decided_by BYTES,
    decided_at BIGINT,
    decided_reason TEXT
);
CREATE UNIQUE INDEX lead_id ON lead (id);
CREATE UNIQUE INDEX lead_source ON lead (source, source_key);
CREATE INDEX lead_waiting ON lead (area, seq) WHERE state = 'waiting';
CREATE INDEX lead_case ON lead (case_id);
CREATE INDEX lead_expiry ON lead (expires_at) WHERE state = 'waiting';

sqlite: CREATE VIRTUAL TABLE case_search USING fts5(grams, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
postgres: CREATE TABLE case_search (seq BIGINT PRIMARY KEY, grams TSVECTOR NOT NULL);
postgres: CREATE INDEX case_search_grams ON case_search USING GIN (grams);
