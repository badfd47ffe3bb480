CREATE TABLE insight_count (
    area_path KEY_TEXT NOT NULL,
    cut TEXT NOT NULL,
    cells BYTES NOT NULL,
    PRIMARY KEY (area_path, cut));

CREATE TABLE insight_count_run (
    number BIGINT PRIMARY KEY,
    generation BIGINT NOT NULL,
    counted_on TEXT NOT NULL,
    finished_at BIGINT NOT NULL);
