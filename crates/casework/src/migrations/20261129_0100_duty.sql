CREATE TABLE duty (
    account_id BYTES PRIMARY KEY,
    area KEY_TEXT NOT NULL,
    since_at BIGINT NOT NULL,
    heard_at BIGINT NOT NULL,
    lon DOUBLE PRECISION,
    lat DOUBLE PRECISION,
    position_at BIGINT
);
CREATE INDEX duty_area ON duty (area, since_at);
CREATE INDEX duty_heard ON duty (heard_at);
CREATE INDEX duty_position ON duty (position_at) WHERE position_at IS NOT NULL;

ALTER TABLE case_head ADD COLUMN offered_to BYTES;
ALTER TABLE case_head ADD COLUMN offer_at BIGINT;
CREATE INDEX case_head_offered ON case_head (offered_to, seq) WHERE offered_to IS NOT NULL;
CREATE INDEX case_head_offer_at ON case_head (offer_at) WHERE offer_at IS NOT NULL;
