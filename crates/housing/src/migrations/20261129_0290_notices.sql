CREATE TABLE housing_notice (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    version BIGINT NOT NULL,
    number KEY_TEXT NOT NULL,
    kind TEXT NOT NULL,
    action_id BYTES NOT NULL,
    building_id BYTES NOT NULL,
    unit_id BYTES,
    hazard_id BYTES,
    area KEY_TEXT NOT NULL,
    served BOOLEAN NOT NULL,
    remind_at BIGINT,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX housing_notice_id ON housing_notice (id);
CREATE UNIQUE INDEX housing_notice_number ON housing_notice (number);
CREATE INDEX housing_notice_action ON housing_notice (action_id);
CREATE INDEX housing_notice_building ON housing_notice (building_id, seq);
CREATE INDEX housing_notice_unit ON housing_notice (unit_id, seq);
CREATE INDEX housing_notice_hazard ON housing_notice (hazard_id, seq);
CREATE INDEX housing_notice_area ON housing_notice (area, seq);
CREATE INDEX housing_notice_remind ON housing_notice (remind_at) WHERE remind_at IS NOT NULL;

CREATE TABLE housing_notice_mark (
    of_year INTEGER PRIMARY KEY,
    high BIGINT NOT NULL
);
