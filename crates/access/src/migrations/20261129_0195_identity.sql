CREATE TABLE access_identity (
    id BYTES PRIMARY KEY,
    account_id BYTES NOT NULL REFERENCES access_account (id),
    issuer TEXT NOT NULL,
    subject_hash BYTES NOT NULL,
    bound_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX access_identity_of_subject ON access_identity (issuer, subject_hash);
CREATE UNIQUE INDEX access_identity_of_account ON access_identity (account_id, issuer);

CREATE TABLE access_sign_on (
    id BYTES PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX access_sign_on_by_time ON access_sign_on (expires_at);
