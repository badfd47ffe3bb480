CREATE TABLE message_broadcast (
    id BYTES PRIMARY KEY,
    account_id BYTES NOT NULL,
    area KEY_TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    words_zh TEXT NOT NULL,
    words_en TEXT NOT NULL,
    reached BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    recalled_at BIGINT
);
CREATE INDEX message_broadcast_by_time ON message_broadcast (made_at);
CREATE INDEX message_by_subject ON message (subject);
