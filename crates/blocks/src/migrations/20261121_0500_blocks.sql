CREATE TABLE block_run (
    id BYTES PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    folder TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    report TEXT,
    page TEXT,
    failure TEXT);

CREATE TABLE block_generation (
    number BIGINT PRIMARY KEY,
    run_id BYTES NOT NULL,
    current BOOLEAN NOT NULL,
    loaded_at BIGINT NOT NULL);

CREATE TABLE block_source (
    id TEXT PRIMARY KEY,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    office_zh TEXT NOT NULL,
    office_en TEXT NOT NULL,
    rank INTEGER NOT NULL,
    legal_zh TEXT,
    legal_en TEXT,
    mapping TEXT NOT NULL,
    profile TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    reject_count BIGINT NOT NULL,
    run_id BYTES NOT NULL,
    recorded_at BIGINT NOT NULL);

CREATE TABLE block_reject (
    source TEXT NOT NULL,
    position BIGINT NOT NULL,
    file TEXT NOT NULL,
    row_number BIGINT NOT NULL,
    column_name TEXT,
    reason_zh TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    PRIMARY KEY (source, position));

CREATE TABLE block_sealed (
    kind TEXT NOT NULL,
    token BYTES NOT NULL,
    sealed BYTES NOT NULL,
    PRIMARY KEY (kind, token));

CREATE TABLE block_person (
    generation BIGINT NOT NULL,
    id BYTES NOT NULL,
    name TEXT NOT NULL,
    sex TEXT,
    born_on TEXT,
    registered_here BOOLEAN,
    occupation_class TEXT,
    education_class TEXT,
    document TEXT,
    number_token BYTES,
    record_count BIGINT NOT NULL,
    provenance TEXT NOT NULL,
    PRIMARY KEY (generation, id));

CREATE TABLE block_organisation (
    generation BIGINT NOT NULL,
    id BYTES NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    number TEXT,
    industry TEXT,
    record_count BIGINT NOT NULL,
    provenance TEXT NOT NULL,
    PRIMARY KEY (generation, id));
CREATE INDEX block_organisation_folded ON block_organisation (generation, folded);

CREATE TABLE block_relation (
    generation BIGINT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    from_kind TEXT NOT NULL,
    from_id BYTES NOT NULL,
    to_kind TEXT NOT NULL,
    to_id BYTES NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    address_class TEXT,
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    record_count BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (generation, position));
CREATE INDEX block_relation_from ON block_relation (generation, from_id);
CREATE INDEX block_relation_to ON block_relation (generation, to_id);

CREATE TABLE block_contact (
    generation BIGINT NOT NULL,
    position BIGINT NOT NULL,
    owner_kind TEXT NOT NULL,
    owner_id BYTES NOT NULL,
    kind TEXT NOT NULL,
    token BYTES NOT NULL,
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (generation, position));
CREATE INDEX block_contact_owner ON block_contact (generation, owner_id);

CREATE TABLE block_mention (
    generation BIGINT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    role TEXT NOT NULL,
    entity_id BYTES NOT NULL,
    PRIMARY KEY (generation, kind, source, record, role));

CREATE TABLE block_event (
    generation BIGINT NOT NULL,
    position BIGINT NOT NULL,
    category TEXT NOT NULL,
    occurred_on TEXT NOT NULL,
    place_kind TEXT NOT NULL,
    place_id BYTES NOT NULL,
    address_class TEXT NOT NULL,
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (generation, position));
CREATE INDEX block_event_place ON block_event (generation, place_id);
