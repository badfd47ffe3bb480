CREATE TABLE access_dwelling (
    id BYTES PRIMARY KEY,
    account_id BYTES NOT NULL REFERENCES access_account (id),
    unit_id BYTES NOT NULL,
    area TEXT NOT NULL,
    state TEXT NOT NULL,
    open_of BYTES UNIQUE,
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    settled_at BIGINT,
    settled_by BYTES,
    shown TEXT,
    person_id BYTES,
    reason TEXT,
    over_at BIGINT
);
CREATE INDEX access_dwelling_by_account ON access_dwelling (account_id, asked_at);
CREATE INDEX access_dwelling_by_unit ON access_dwelling (unit_id, state);
CREATE INDEX access_dwelling_by_time ON access_dwelling (asked_at);
CREATE INDEX access_dwelling_by_end ON access_dwelling (over_at);
