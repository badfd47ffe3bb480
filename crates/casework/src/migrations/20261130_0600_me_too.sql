CREATE TABLE case_me_too (
    id BYTES PRIMARY KEY,
    case_id BYTES NOT NULL,
    subject BYTES NOT NULL,
    account_id BYTES,
    lang TEXT NOT NULL,
    name BYTES,
    phone BYTES,
    email BYTES,
    secret_hash BYTES NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX case_me_too_case ON case_me_too (case_id);
CREATE INDEX case_me_too_account ON case_me_too (account_id);
CREATE INDEX case_me_too_subject ON case_me_too (subject);

ALTER TABLE case_action ADD COLUMN me_too_id BYTES;
ALTER TABLE case_head ADD COLUMN me_too BIGINT;
CREATE INDEX case_head_near_closed ON case_head (subclass, cell, closed_at) WHERE closed_at IS NOT NULL;
