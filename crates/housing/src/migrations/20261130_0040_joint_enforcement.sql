CREATE TABLE housing_joint (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    version BIGINT NOT NULL,
    building_id BYTES NOT NULL,
    area KEY_TEXT NOT NULL,
    state KEY_TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX housing_joint_id ON housing_joint (id);
CREATE INDEX housing_joint_area ON housing_joint (area, seq);
CREATE INDEX housing_joint_state ON housing_joint (state, seq);
CREATE INDEX housing_joint_building ON housing_joint (building_id, seq);
