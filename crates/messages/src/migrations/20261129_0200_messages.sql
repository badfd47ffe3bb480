CREATE TABLE message (
    id BYTES PRIMARY KEY,
    cause TEXT NOT NULL UNIQUE,
    account_id BYTES NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    link TEXT NOT NULL,
    urgent BOOLEAN NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    seen_at BIGINT
);
CREATE INDEX message_by_account ON message (account_id, id);
CREATE INDEX message_unseen ON message (account_id) WHERE seen_at IS NULL;
CREATE INDEX message_by_time ON message (made_at);

CREATE TABLE message_delivery (
    message_id BYTES NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    settled_at BIGINT,
    problem TEXT NOT NULL,
    PRIMARY KEY (message_id, channel)
);
CREATE INDEX message_delivery_due ON message_delivery (state, due_at);

CREATE TABLE message_choice (
    account_id BYTES NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    wanted BOOLEAN NOT NULL,
    PRIMARY KEY (account_id, kind, channel)
);

CREATE TABLE message_quiet (
    account_id BYTES PRIMARY KEY,
    from_minute BIGINT NOT NULL,
    to_minute BIGINT NOT NULL
);

CREATE TABLE message_contact (
    channel TEXT NOT NULL,
    account_id BYTES NOT NULL,
    sealed BYTES NOT NULL,
    code_hash BYTES,
    code_until BIGINT NOT NULL,
    guesses BIGINT NOT NULL,
    confirmed_at BIGINT,
    PRIMARY KEY (channel, account_id)
);

CREATE TABLE message_hook (
    account_id BYTES PRIMARY KEY,
    url TEXT NOT NULL,
    secret BYTES NOT NULL,
    set_by BYTES NOT NULL,
    set_at BIGINT NOT NULL,
    gone_at BIGINT
);

CREATE TABLE message_cursor (
    topic TEXT PRIMARY KEY,
    sequence BIGINT NOT NULL
);
