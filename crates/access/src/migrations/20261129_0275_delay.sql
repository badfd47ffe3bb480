CREATE TABLE access_delay (
    id BYTES PRIMARY KEY,
    account_id BYTES NOT NULL REFERENCES access_account (id),
    case_number TEXT NOT NULL,
    area TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    decider_id BYTES,
    decided_at BIGINT,
    agreed BOOLEAN,
    note TEXT
);
CREATE INDEX access_delay_by_case ON access_delay (account_id, case_number, until_at);
CREATE INDEX access_delay_by_decision ON access_delay (decided_at, asked_at);
ALTER TABLE access_read ADD COLUMN told_at BIGINT;
ALTER TABLE access_read ADD COLUMN delay_id BYTES;
