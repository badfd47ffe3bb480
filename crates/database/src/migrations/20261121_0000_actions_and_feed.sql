CREATE TABLE action (
    id BYTES PRIMARY KEY,
    kind TEXT NOT NULL,
    account_id BYTES,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX action_by_subject ON action (subject, recorded_at);
CREATE INDEX action_by_account ON action (account_id, recorded_at);

CREATE TABLE feed (
    id BYTES PRIMARY KEY,
    topic TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    sequence BIGINT
);
CREATE UNIQUE INDEX feed_by_sequence ON feed (sequence);
CREATE INDEX feed_unnumbered ON feed (id) WHERE sequence IS NULL;
CREATE INDEX feed_by_topic ON feed (topic, sequence);
