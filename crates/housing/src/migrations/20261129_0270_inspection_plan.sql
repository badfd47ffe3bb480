CREATE TABLE housing_plan (
    id BYTES PRIMARY KEY,
    area KEY_TEXT NOT NULL,
    on_day INTEGER NOT NULL,
    version BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX housing_plan_day ON housing_plan (area, on_day);
CREATE INDEX housing_plan_made ON housing_plan (made_at);

CREATE TABLE housing_plan_visit (
    id BYTES PRIMARY KEY,
    plan_id BYTES NOT NULL,
    building_id BYTES NOT NULL,
    on_day INTEGER NOT NULL,
    made_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    inspector BYTES,
    place INTEGER,
    begins_s INTEGER,
    travel_s INTEGER,
    minutes INTEGER NOT NULL,
    begun_at BIGINT,
    why TEXT NOT NULL,
    risk DOUBLE PRECISION,
    left_out TEXT
);
CREATE UNIQUE INDEX housing_plan_visit_building ON housing_plan_visit (plan_id, building_id);
CREATE INDEX housing_plan_visit_day ON housing_plan_visit (building_id, on_day);
CREATE INDEX housing_plan_visit_inspector ON housing_plan_visit (on_day, inspector) WHERE inspector IS NOT NULL;
CREATE INDEX housing_plan_visit_made ON housing_plan_visit (made_at);

CREATE TABLE housing_risk (
    seq SERIAL_KEY,
    fitted_at BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX housing_building_inspected ON housing_building (area, inspected_on);
CREATE INDEX housing_inspection_day ON housing_inspection (on_day, building_id);
