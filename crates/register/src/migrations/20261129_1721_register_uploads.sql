CREATE TABLE register_upload (
    id BYTES PRIMARY KEY,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    options TEXT NOT NULL,
    state TEXT NOT NULL,
    report TEXT,
    failure_zh TEXT,
    failure_en TEXT,
    account_id BYTES,
    sent_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX register_upload_by_time ON register_upload (sent_at);
