CREATE TABLE housing_campaign (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    area KEY_TEXT NOT NULL,
    title TEXT NOT NULL,
    folded TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    started_on INTEGER NOT NULL,
    until_on INTEGER,
    closed_at BIGINT,
    targets BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX housing_campaign_id ON housing_campaign (id);
CREATE INDEX housing_campaign_area ON housing_campaign (area, seq);

CREATE TABLE housing_campaign_target (
    id BYTES PRIMARY KEY,
    campaign_id BYTES NOT NULL,
    place_id BYTES NOT NULL,
    building_id BYTES NOT NULL,
    unit_id BYTES,
    area KEY_TEXT NOT NULL,
    position INTEGER NOT NULL,
    tier TEXT NOT NULL,
    stars INTEGER,
    open_count BIGINT NOT NULL,
    overdue_count BIGINT NOT NULL,
    inspected_on INTEGER,
    assignee BYTES,
    office TEXT,
    barred TEXT,
    barred_on INTEGER
);
CREATE UNIQUE INDEX housing_campaign_target_place ON housing_campaign_target (campaign_id, place_id);
CREATE INDEX housing_campaign_target_position ON housing_campaign_target (campaign_id, position);
CREATE INDEX housing_campaign_target_assignee ON housing_campaign_target (assignee) WHERE assignee IS NOT NULL;

CREATE TABLE housing_campaign_result (
    target_id BYTES PRIMARY KEY,
    state TEXT NOT NULL,
    visited_on BIGINT,
    tier TEXT NOT NULL,
    stars INTEGER,
    open_count BIGINT NOT NULL,
    overdue_count BIGINT NOT NULL,
    found_count BIGINT NOT NULL,
    fixed_count BIGINT NOT NULL
);
