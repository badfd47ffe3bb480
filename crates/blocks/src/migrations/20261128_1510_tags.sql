CREATE TABLE block_tag (
    subject_kind TEXT NOT NULL,
    subject_id BYTES NOT NULL,
    rule TEXT NOT NULL,
    version INTEGER NOT NULL,
    area_path KEY_TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT,
    begun_run BYTES NOT NULL,
    ended_run BYTES,
    PRIMARY KEY (subject_kind, subject_id, rule, from_on));
CREATE INDEX block_tag_area ON block_tag (area_path, rule, to_on);
CREATE INDEX block_tag_rule ON block_tag (rule, subject_id);

CREATE TABLE block_tag_fact (
    subject_kind TEXT NOT NULL,
    subject_id BYTES NOT NULL,
    rule TEXT NOT NULL,
    from_on TEXT NOT NULL,
    clause INTEGER NOT NULL,
    source TEXT NOT NULL,
    since TEXT,
    records BIGINT NOT NULL,
    PRIMARY KEY (subject_kind, subject_id, rule, from_on, clause, source));

CREATE TABLE block_tag_run (
    id BYTES PRIMARY KEY,
    on_day TEXT NOT NULL,
    generation BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    standing BIGINT NOT NULL,
    begun BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    uncomputed TEXT NOT NULL);

CREATE TABLE block_tag_work (
    subject_id BYTES NOT NULL,
    kind TEXT NOT NULL,
    other_kind TEXT NOT NULL,
    other_id BYTES NOT NULL,
    source TEXT NOT NULL,
    since TEXT,
    records BIGINT NOT NULL);
CREATE INDEX block_tag_work_subject ON block_tag_work (subject_id);

CREATE TABLE block_tag_found (
    rule TEXT NOT NULL,
    version INTEGER NOT NULL,
    subject_id BYTES NOT NULL,
    area_path TEXT NOT NULL,
    PRIMARY KEY (rule, subject_id));

CREATE TABLE block_bed_approval (
    building_id BYTES NOT NULL,
    beds BIGINT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT,
    reference TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (building_id, reference));
