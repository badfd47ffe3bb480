CREATE TABLE housing_objection (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    version BIGINT NOT NULL,
    notice_id BYTES NOT NULL,
    account_id BYTES NOT NULL,
    area KEY_TEXT NOT NULL,
    state KEY_TEXT NOT NULL,
    decide_until BIGINT,
    decided_at BIGINT,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX housing_objection_id ON housing_objection (id);
CREATE UNIQUE INDEX housing_objection_once ON housing_objection (notice_id, account_id);
CREATE INDEX housing_objection_area ON housing_objection (area, seq);
CREATE INDEX housing_objection_state ON housing_objection (state, seq);
CREATE INDEX housing_objection_waits ON housing_objection (decide_until) WHERE decide_until IS NOT NULL;
CREATE INDEX housing_objection_decided ON housing_objection (decided_at) WHERE decided_at IS NOT NULL;
