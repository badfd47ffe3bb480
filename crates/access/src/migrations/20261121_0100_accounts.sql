CREATE TABLE access_account (
    id BYTES PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    office_zh TEXT NOT NULL,
    office_en TEXT NOT NULL,
    lang TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    person_id BYTES,
    created_at BIGINT NOT NULL,
    closed_at BIGINT
);

CREATE TABLE access_assignment (
    account_id BYTES NOT NULL REFERENCES access_account (id),
    role TEXT NOT NULL,
    area TEXT NOT NULL,
    PRIMARY KEY (account_id, role, area)
);

CREATE TABLE access_session (
    id BYTES PRIMARY KEY,
    token_hash BYTES NOT NULL UNIQUE,
    account_id BYTES NOT NULL REFERENCES access_account (id),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX access_session_by_account ON access_session (account_id);
CREATE INDEX access_session_by_expiry ON access_session (expires_at);
