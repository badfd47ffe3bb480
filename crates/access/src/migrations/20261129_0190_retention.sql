CREATE TABLE access_retention_run (
    id BYTES PRIMARY KEY,
    day TEXT UNIQUE,
    started_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX access_retention_run_by_time ON access_retention_run (started_at);

CREATE TABLE access_retention_count (
    run_id BYTES NOT NULL REFERENCES access_retention_run (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    gone BIGINT NOT NULL,
    PRIMARY KEY (run_id, kind)
);
