CREATE TABLE block_judgement (
    id BYTES PRIMARY KEY,
    kind TEXT NOT NULL,
    verdict TEXT NOT NULL,
    left_source TEXT NOT NULL,
    left_record TEXT NOT NULL,
    left_role TEXT NOT NULL,
    right_source TEXT NOT NULL,
    right_record TEXT NOT NULL,
    right_role TEXT NOT NULL,
    reason TEXT NOT NULL,
    judged_by BYTES,
    judged_at BIGINT NOT NULL,
    withdrawn_by BYTES,
    withdrawn_at BIGINT,
    withdrawn_reason TEXT);
CREATE INDEX block_judgement_pair ON block_judgement
    (kind, left_source, left_record, left_role, right_source, right_record, right_role);
CREATE INDEX block_judgement_judged ON block_judgement (judged_at);

CREATE TABLE block_candidate (
    generation BIGINT NOT NULL,
    position BIGINT NOT NULL,
    id BYTES NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    left_source TEXT NOT NULL,
    left_record TEXT NOT NULL,
    left_role TEXT NOT NULL,
    left_entity BYTES NOT NULL,
    right_source TEXT NOT NULL,
    right_record TEXT NOT NULL,
    right_role TEXT NOT NULL,
    right_entity BYTES NOT NULL,
    weight DOUBLE PRECISION NOT NULL,
    probability DOUBLE PRECISION NOT NULL,
    area KEY_TEXT NOT NULL,
    steps TEXT NOT NULL,
    PRIMARY KEY (generation, position));
CREATE INDEX block_candidate_id ON block_candidate (id);
CREATE INDEX block_candidate_kind ON block_candidate (generation, kind, position);
CREATE INDEX block_candidate_reason ON block_candidate (generation, kind, reason, position);

CREATE TABLE block_record (
    generation BIGINT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    role TEXT NOT NULL,
    as_of TEXT,
    name TEXT,
    sex TEXT,
    born_on TEXT,
    document TEXT,
    number_token BYTES,
    phone_token BYTES,
    public_number TEXT,
    place_kind TEXT,
    place_id BYTES,
    address TEXT,
    PRIMARY KEY (generation, kind, source, record, role));

CREATE TABLE block_lineage (
    id BYTES PRIMARY KEY,
    kind TEXT NOT NULL,
    event TEXT NOT NULL,
    from_id BYTES NOT NULL,
    to_id BYTES NOT NULL,
    record_count BIGINT NOT NULL,
    run_id BYTES NOT NULL,
    occurred_at BIGINT NOT NULL,
    undone_at BIGINT);
CREATE INDEX block_lineage_from ON block_lineage (from_id);
CREATE INDEX block_lineage_to ON block_lineage (to_id);

CREATE TABLE block_lineage_record (
    lineage_id BYTES NOT NULL,
    side TEXT NOT NULL,
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (lineage_id, side, source, record, role));
