CREATE TABLE access_emergency (
    id BYTES PRIMARY KEY,
    account_id BYTES NOT NULL REFERENCES access_account (id),
    area TEXT NOT NULL,
    reason TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    reviewer_id BYTES,
    reviewed_at BIGINT,
    proper BOOLEAN,
    note TEXT
);
CREATE INDEX access_emergency_by_account ON access_emergency (account_id, opened_at);
CREATE INDEX access_emergency_by_review ON access_emergency (reviewed_at, opened_at);
