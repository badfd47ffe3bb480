CREATE TABLE message_push (
    id BYTES PRIMARY KEY,
    account_id BYTES NOT NULL,
    endpoint_hash BYTES NOT NULL UNIQUE,
    endpoint BYTES NOT NULL,
    device TEXT NOT NULL,
    shows_title BOOLEAN NOT NULL,
    made_at BIGINT NOT NULL,
    told_at BIGINT
);
CREATE INDEX message_push_by_account ON message_push (account_id);

CREATE TABLE message_pushed (
    message_id BYTES NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    push_id BYTES NOT NULL,
    PRIMARY KEY (message_id, push_id)
);
