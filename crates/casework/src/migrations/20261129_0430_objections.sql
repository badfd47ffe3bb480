CREATE TABLE figure_objection (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    account_id BYTES NOT NULL,
    area KEY_TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    subclass TEXT NOT NULL,
    figure TEXT NOT NULL,
    shown TEXT NOT NULL,
    words TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    upheld BOOLEAN,
    answer TEXT NOT NULL,
    answered_by BYTES,
    answered_at BIGINT
);
CREATE UNIQUE INDEX figure_objection_id ON figure_objection (id);
CREATE INDEX figure_objection_account ON figure_objection (account_id, seq);
CREATE INDEX figure_objection_area ON figure_objection (area, seq);
CREATE INDEX figure_objection_answered ON figure_objection (answered_at) WHERE answered_at IS NOT NULL;
