CREATE TABLE micro_event (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    version BIGINT NOT NULL,
    kind KEY_TEXT NOT NULL,
    state TEXT NOT NULL,
    area KEY_TEXT NOT NULL,
    place_id BYTES,
    words TEXT NOT NULL,
    found_by BYTES NOT NULL,
    found_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    waits BOOLEAN NOT NULL,
    closed_at BIGINT,
    case_id BYTES,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX micro_event_id ON micro_event (id);
CREATE INDEX micro_event_area ON micro_event (area, seq);
CREATE INDEX micro_event_kind ON micro_event (kind, seq);
CREATE INDEX micro_event_state ON micro_event (state, seq);
CREATE INDEX micro_event_found ON micro_event (found_at);
CREATE INDEX micro_event_found_by ON micro_event (found_by, seq);
CREATE INDEX micro_event_due ON micro_event (due_at, seq) WHERE state = 'found';
CREATE INDEX micro_event_waits ON micro_event (area, seq) WHERE waits;
CREATE INDEX micro_event_closed ON micro_event (closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE micro_action (
    id BYTES PRIMARY KEY,
    micro_id BYTES NOT NULL,
    version BIGINT NOT NULL,
    deed TEXT NOT NULL,
    detail TEXT NOT NULL,
    actor TEXT NOT NULL,
    account_id BYTES,
    words TEXT NOT NULL,
    acted_at BIGINT,
    recorded_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX micro_action_version ON micro_action (micro_id, version);

ALTER TABLE case_attachment ADD COLUMN micro_id BYTES;
CREATE INDEX case_attachment_micro ON case_attachment (micro_id) WHERE micro_id IS NOT NULL;
