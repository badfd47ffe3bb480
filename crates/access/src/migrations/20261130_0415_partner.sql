CREATE TABLE access_partner_key (
    id BYTES PRIMARY KEY,
    account_id BYTES NOT NULL REFERENCES access_account (id),
    name TEXT NOT NULL,
    public_key BYTES NOT NULL,
    actions TEXT NOT NULL,
    area TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    revoked_at BIGINT,
    used_at BIGINT
);
CREATE UNIQUE INDEX access_partner_key_of_public ON access_partner_key (public_key);
CREATE INDEX access_partner_key_by_account ON access_partner_key (account_id);

CREATE TABLE access_partner_nonce (
    id BYTES PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX access_partner_nonce_by_time ON access_partner_nonce (expires_at);

CREATE TABLE access_partner_quota (
    account_id BYTES PRIMARY KEY REFERENCES access_account (id),
    requests_a_minute BIGINT NOT NULL,
    rows_a_day BIGINT NOT NULL,
    day BIGINT NOT NULL,
    used BIGINT NOT NULL
);

CREATE TABLE access_partner_exchange (
    id BYTES PRIMARY KEY,
    account_id BYTES NOT NULL REFERENCES access_account (id),
    key_id BYTES NOT NULL,
    at BIGINT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    rows_in BIGINT NOT NULL,
    digest TEXT NOT NULL,
    signature TEXT NOT NULL,
    status BIGINT,
    rows_out BIGINT,
    answer_digest TEXT,
    answer_signature TEXT
);
CREATE INDEX access_partner_exchange_by_account ON access_partner_exchange (account_id, at);
CREATE INDEX access_partner_exchange_by_time ON access_partner_exchange (at);
