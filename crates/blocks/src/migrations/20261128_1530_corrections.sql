CREATE TABLE block_correction (
    id BYTES PRIMARY KEY,
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    role TEXT NOT NULL,
    field TEXT NOT NULL,
    column_name TEXT NOT NULL,
    fault TEXT NOT NULL,
    about_kind TEXT,
    about_id BYTES,
    evidence_source TEXT,
    evidence_on BIGINT,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    found_at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by BYTES,
    exchange BIGINT,
    round BYTES NOT NULL);
CREATE UNIQUE INDEX block_correction_of ON block_correction (source, record, role, field);
CREATE INDEX block_correction_state ON block_correction (source, state, field, id);
CREATE INDEX block_correction_about ON block_correction (about_id);

CREATE TABLE block_exchange (
    number BIGINT PRIMARY KEY,
    source TEXT NOT NULL,
    items BIGINT NOT NULL,
    digest TEXT NOT NULL,
    reason TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    sent_by BYTES,
    received_at BIGINT,
    received_by TEXT,
    answered BIGINT NOT NULL);
