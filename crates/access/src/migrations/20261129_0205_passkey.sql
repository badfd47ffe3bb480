CREATE TABLE access_passkey (
    id BYTES PRIMARY KEY,
    account_id BYTES NOT NULL REFERENCES access_account (id),
    credential_id BYTES NOT NULL,
    public_key BYTES NOT NULL,
    counter BIGINT NOT NULL,
    name TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    used_at BIGINT,
    cloned_at BIGINT
);
CREATE UNIQUE INDEX access_passkey_of_credential ON access_passkey (credential_id);
CREATE INDEX access_passkey_by_account ON access_passkey (account_id);

CREATE TABLE access_passkey_ticket (
    id BYTES PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX access_passkey_ticket_by_time ON access_passkey_ticket (expires_at);
