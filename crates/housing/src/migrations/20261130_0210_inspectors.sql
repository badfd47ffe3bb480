CREATE TABLE housing_inspector (
    account_id BYTES PRIMARY KEY,
    version BIGINT NOT NULL,
    set_at BIGINT NOT NULL,
    set_by BYTES NOT NULL,
    body TEXT NOT NULL
);
