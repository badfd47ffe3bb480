CREATE TABLE access_second_factor (
    account_id BYTES PRIMARY KEY REFERENCES access_account (id),
    secret BYTES NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL
);

CREATE TABLE access_recovery_code (
    account_id BYTES NOT NULL REFERENCES access_account (id),
    hash BYTES NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, hash)
);
