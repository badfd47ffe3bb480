CREATE TABLE access_recovery (
    id BYTES PRIMARY KEY,
    account_id BYTES NOT NULL REFERENCES access_account (id),
    lost TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by BYTES NOT NULL REFERENCES access_account (id),
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    first_hash BYTES,
    agreed_by BYTES REFERENCES access_account (id),
    agreed_at BIGINT,
    second_hash BYTES,
    withdrawn_at BIGINT,
    done_at BIGINT,
    told_at BIGINT
);
CREATE INDEX access_recovery_by_account ON access_recovery (account_id, asked_at);
CREATE INDEX access_recovery_by_time ON access_recovery (asked_at);
