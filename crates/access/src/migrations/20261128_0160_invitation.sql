ALTER TABLE access_account ADD COLUMN signed_in_at BIGINT;
ALTER TABLE access_account ADD COLUMN disabled_at BIGINT;

CREATE TABLE access_invitation (
    id BYTES PRIMARY KEY,
    token_hash BYTES NOT NULL UNIQUE,
    login TEXT NOT NULL,
    role TEXT NOT NULL,
    area TEXT NOT NULL,
    office_zh TEXT NOT NULL,
    office_en TEXT NOT NULL,
    lang TEXT NOT NULL,
    inviter_id BYTES NOT NULL REFERENCES access_account (id),
    invited_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    accepted_at BIGINT,
    account_id BYTES REFERENCES access_account (id)
);
CREATE INDEX access_invitation_by_login ON access_invitation (login);
CREATE INDEX access_invitation_by_time ON access_invitation (invited_at);
