CREATE TABLE housing_night_run (
    of_day INTEGER PRIMARY KEY,
    begun_at BIGINT NOT NULL,
    drafted BIGINT
);
