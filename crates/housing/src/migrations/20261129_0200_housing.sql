CREATE TABLE housing_building (
    id BYTES PRIMARY KEY,
    code KEY_TEXT NOT NULL,
    area KEY_TEXT NOT NULL,
    tier TEXT NOT NULL,
    open_count INTEGER NOT NULL,
    next_due_at BIGINT,
    stars INTEGER,
    rated_on INTEGER,
    rating_id BYTES,
    under_way TEXT,
    inspected_on INTEGER
);
CREATE INDEX housing_building_area ON housing_building (area, code);
CREATE INDEX housing_building_code ON housing_building (code);
CREATE INDEX housing_building_stars ON housing_building (stars, area);
CREATE INDEX housing_building_tier ON housing_building (tier, area);
CREATE INDEX housing_building_due ON housing_building (next_due_at) WHERE next_due_at IS NOT NULL;
CREATE INDEX housing_building_under_way ON housing_building (under_way) WHERE under_way IS NOT NULL;

CREATE TABLE housing_unit (
    id BYTES PRIMARY KEY,
    building_id BYTES NOT NULL,
    area KEY_TEXT NOT NULL,
    tier TEXT NOT NULL,
    since BIGINT NOT NULL,
    quiet_since BIGINT,
    suspended BOOLEAN NOT NULL,
    clean_visit_at BIGINT,
    turns_at BIGINT
);
CREATE INDEX housing_unit_building ON housing_unit (building_id);
CREATE INDEX housing_unit_tier ON housing_unit (tier, area);
CREATE INDEX housing_unit_turns ON housing_unit (turns_at) WHERE turns_at IS NOT NULL;

CREATE TABLE housing_hazard (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    version BIGINT NOT NULL,
    kind KEY_TEXT NOT NULL,
    severity TEXT NOT NULL,
    state TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    building_id BYTES NOT NULL,
    unit_id BYTES,
    area KEY_TEXT NOT NULL,
    office TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX housing_hazard_id ON housing_hazard (id);
CREATE INDEX housing_hazard_building ON housing_hazard (building_id, seq);
CREATE INDEX housing_hazard_unit ON housing_hazard (unit_id, seq);
CREATE INDEX housing_hazard_area ON housing_hazard (area, seq);
CREATE INDEX housing_hazard_kind ON housing_hazard (kind, seq);
CREATE INDEX housing_hazard_state ON housing_hazard (state, seq);
CREATE INDEX housing_hazard_office ON housing_hazard (office, seq);
CREATE INDEX housing_hazard_due ON housing_hazard (due_at, seq) WHERE is_open;

CREATE TABLE housing_rating (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    version BIGINT NOT NULL,
    building_id BYTES NOT NULL,
    area KEY_TEXT NOT NULL,
    state TEXT NOT NULL,
    decide_until BIGINT,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX housing_rating_id ON housing_rating (id);
CREATE INDEX housing_rating_building ON housing_rating (building_id, seq);
CREATE INDEX housing_rating_area ON housing_rating (area, seq);
CREATE INDEX housing_rating_state ON housing_rating (state, seq);

CREATE TABLE housing_action (
    id BYTES PRIMARY KEY,
    subject TEXT NOT NULL,
    subject_id BYTES NOT NULL,
    version BIGINT,
    deed TEXT NOT NULL,
    account_id BYTES,
    at BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX housing_action_version ON housing_action (subject_id, version) WHERE version IS NOT NULL;
CREATE INDEX housing_action_subject ON housing_action (subject_id, at);
CREATE INDEX housing_action_account ON housing_action (account_id, at);

CREATE TABLE housing_text (
    action_id BYTES PRIMARY KEY,
    words TEXT NOT NULL
);

CREATE TABLE housing_fact (
    building_id BYTES NOT NULL,
    fact KEY_TEXT NOT NULL,
    answer TEXT NOT NULL,
    on_day INTEGER NOT NULL,
    inspector BYTES NOT NULL,
    inspection_id BYTES NOT NULL,
    PRIMARY KEY (building_id, fact)
);

CREATE TABLE housing_inspection (
    id BYTES PRIMARY KEY,
    building_id BYTES NOT NULL,
    unit_id BYTES,
    on_day INTEGER NOT NULL,
    at BIGINT NOT NULL,
    clean BOOLEAN NOT NULL,
    inspector BYTES NOT NULL,
    facts TEXT NOT NULL
);
CREATE INDEX housing_inspection_building ON housing_inspection (building_id, on_day);
CREATE INDEX housing_inspection_unit ON housing_inspection (unit_id, on_day);

CREATE TABLE housing_event (
    id BYTES PRIMARY KEY,
    building_id BYTES NOT NULL,
    unit_id BYTES,
    kind TEXT NOT NULL,
    on_day INTEGER NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX housing_event_building ON housing_event (building_id, on_day);
CREATE INDEX housing_event_unit ON housing_event (unit_id, on_day);

CREATE TABLE housing_file (
    id BYTES PRIMARY KEY,
    subject_id BYTES,
    hash TEXT NOT NULL,
    media TEXT NOT NULL,
    length BIGINT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX housing_file_subject ON housing_file (subject_id);
CREATE INDEX housing_file_hash ON housing_file (hash);
CREATE INDEX housing_file_loose ON housing_file (created_at) WHERE subject_id IS NULL;

CREATE TABLE housing_code (
    unit_id BYTES PRIMARY KEY,
    building_id BYTES NOT NULL,
    number INTEGER NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    since BIGINT NOT NULL
);
CREATE INDEX housing_code_building ON housing_code (building_id);
