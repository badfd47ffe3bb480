CREATE TABLE dataset (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    licence TEXT NOT NULL,
    profile TEXT NOT NULL
);
CREATE TABLE register_head (
    lone INTEGER PRIMARY KEY,
    version BIGINT NOT NULL
);
INSERT INTO register_head (lone, version) VALUES (1, 0);
CREATE TABLE register_import (
    id BYTES PRIMARY KEY,
    dataset INTEGER NOT NULL,
    kind TEXT NOT NULL,
    input TEXT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT,
    action_id BYTES,
    report TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX register_import_by_state ON register_import (state, begun_at);
CREATE TABLE import_progress (
    import_id BYTES NOT NULL,
    part TEXT NOT NULL,
    records BIGINT NOT NULL,
    PRIMARY KEY (import_id, part)
);
CREATE TABLE code_mark (
    scope TEXT PRIMARY KEY,
    high BIGINT NOT NULL
);
CREATE TABLE lineage (
    id BYTES PRIMARY KEY,
    entity TEXT NOT NULL,
    event TEXT NOT NULL,
    from_id BYTES NOT NULL,
    to_id BYTES NOT NULL,
    on_day TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX lineage_by_from ON lineage (from_id);
CREATE INDEX lineage_by_to ON lineage (to_id);
CREATE TABLE area (
    id BYTES PRIMARY KEY,
    dataset INTEGER NOT NULL,
    source_key TEXT NOT NULL,
    digest BIGINT NOT NULL,
    version BIGINT NOT NULL,
    stage TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    level TEXT NOT NULL,
    code KEY_TEXT NOT NULL,
    parent_id BYTES,
    path KEY_TEXT NOT NULL,
    name_zh KEY_TEXT NOT NULL,
    name_en KEY_TEXT NOT NULL,
    initials KEY_TEXT NOT NULL,
    public_place BOOLEAN NOT NULL,
    lon DOUBLE PRECISION,
    lat DOUBLE PRECISION,
    west DOUBLE PRECISION,
    south DOUBLE PRECISION,
    east DOUBLE PRECISION,
    north DOUBLE PRECISION,
    shape BYTES
);
CREATE TABLE thoroughfare (
    id BYTES PRIMARY KEY,
    dataset INTEGER NOT NULL,
    source_key TEXT NOT NULL,
    digest BIGINT NOT NULL,
    version BIGINT NOT NULL,
    stage TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    code KEY_TEXT NOT NULL,
    class TEXT NOT NULL,
    name_zh KEY_TEXT NOT NULL,
    name_en KEY_TEXT NOT NULL,
    initials KEY_TEXT NOT NULL,
    area_path KEY_TEXT NOT NULL,
    width_m DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    lat DOUBLE PRECISION,
    west DOUBLE PRECISION,
    south DOUBLE PRECISION,
    east DOUBLE PRECISION,
    north DOUBLE PRECISION,
    shape BYTES
);
CREATE TABLE estate (
    id BYTES PRIMARY KEY,
    dataset INTEGER NOT NULL,
    source_key TEXT NOT NULL,
    digest BIGINT NOT NULL,
    version BIGINT NOT NULL,
    stage TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    code KEY_TEXT NOT NULL,
    kind TEXT NOT NULL,
    name_zh KEY_TEXT NOT NULL,
    name_en KEY_TEXT NOT NULL,
    initials KEY_TEXT NOT NULL,
    area_id BYTES,
    area_path KEY_TEXT NOT NULL,
    thoroughfare_id BYTES,
    road_number TEXT NOT NULL,
    lon DOUBLE PRECISION,
    lat DOUBLE PRECISION,
    west DOUBLE PRECISION,
    south DOUBLE PRECISION,
    east DOUBLE PRECISION,
    north DOUBLE PRECISION,
    shape BYTES
);
CREATE TABLE building (
    id BYTES PRIMARY KEY,
    dataset INTEGER NOT NULL,
    source_key TEXT NOT NULL,
    digest BIGINT NOT NULL,
    version BIGINT NOT NULL,
    stage TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    code KEY_TEXT NOT NULL,
    area_id BYTES,
    area_path KEY_TEXT NOT NULL,
    estate_id BYTES,
    thoroughfare_id BYTES,
    road_number KEY_TEXT NOT NULL,
    label TEXT NOT NULL,
    name_zh KEY_TEXT NOT NULL,
    name_en KEY_TEXT NOT NULL,
    initials KEY_TEXT NOT NULL,
    locality TEXT NOT NULL,
    region TEXT NOT NULL,
    postcode TEXT NOT NULL,
    use_class TEXT NOT NULL,
    floors INTEGER,
    height_m DOUBLE PRECISION,
    entrances INTEGER,
    unit_count INTEGER NOT NULL,
    dwelling_count INTEGER NOT NULL,
    built_on TEXT,
    lon DOUBLE PRECISION,
    lat DOUBLE PRECISION,
    cell BIGINT,
    west DOUBLE PRECISION,
    south DOUBLE PRECISION,
    east DOUBLE PRECISION,
    north DOUBLE PRECISION,
    shape BYTES
);
CREATE TABLE unit (
    id BYTES PRIMARY KEY,
    dataset INTEGER NOT NULL,
    source_key TEXT NOT NULL,
    digest BIGINT NOT NULL,
    version BIGINT NOT NULL,
    stage TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    code KEY_TEXT NOT NULL,
    building_id BYTES NOT NULL,
    entrance TEXT NOT NULL,
    floor INTEGER,
    room TEXT NOT NULL,
    use_class TEXT NOT NULL,
    area_m2 DOUBLE PRECISION
);
CREATE TABLE alias (
    id BYTES PRIMARY KEY,
    dataset INTEGER NOT NULL,
    source_key TEXT NOT NULL,
    digest BIGINT NOT NULL,
    version BIGINT NOT NULL,
    stage TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    target_kind TEXT NOT NULL,
    target_id BYTES NOT NULL,
    kind TEXT NOT NULL,
    text_zh KEY_TEXT NOT NULL,
    text_en KEY_TEXT NOT NULL,
    thoroughfare_id BYTES,
    road_number TEXT NOT NULL
);
CREATE TABLE feature (
    id BYTES PRIMARY KEY,
    dataset INTEGER NOT NULL,
    source_key TEXT NOT NULL,
    digest BIGINT NOT NULL,
    version BIGINT NOT NULL,
    stage TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    layer TEXT NOT NULL,
    kind TEXT NOT NULL,
    name_zh KEY_TEXT NOT NULL,
    name_en KEY_TEXT NOT NULL,
    lon DOUBLE PRECISION,
    lat DOUBLE PRECISION,
    west DOUBLE PRECISION,
    south DOUBLE PRECISION,
    east DOUBLE PRECISION,
    north DOUBLE PRECISION,
    shape BYTES
);
