CREATE TABLE access_read (
    id BYTES PRIMARY KEY,
    read_at BIGINT NOT NULL,
    account_id BYTES NOT NULL,
    role TEXT NOT NULL,
    office_zh TEXT NOT NULL,
    office_en TEXT NOT NULL,
    action TEXT NOT NULL,
    purpose TEXT NOT NULL,
    basis TEXT NOT NULL,
    fields BIGINT NOT NULL,
    own BOOLEAN NOT NULL
);
CREATE INDEX access_read_by_time ON access_read (read_at);

CREATE TABLE access_read_subject (
    person_id BYTES NOT NULL,
    read_at BIGINT NOT NULL,
    read_id BYTES NOT NULL,
    PRIMARY KEY (person_id, read_at, read_id)
);
CREATE INDEX access_read_subject_by_time ON access_read_subject (read_at);

CREATE TABLE access_batch (
    id BYTES PRIMARY KEY,
    granted_at BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    run TEXT NOT NULL,
    tables TEXT NOT NULL
);
CREATE INDEX access_batch_by_time ON access_batch (granted_at);

CREATE TABLE access_read_place (
    chain BYTES PRIMARY KEY,
    segment BIGINT NOT NULL,
    byte_offset BIGINT NOT NULL,
    hash BYTES NOT NULL
);
