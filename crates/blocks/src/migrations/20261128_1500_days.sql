CREATE TABLE block_day (
    generation BIGINT NOT NULL,
    number BIGINT NOT NULL,
    run_id BYTES NOT NULL,
    day TEXT,
    loaded_at BIGINT NOT NULL,
    PRIMARY KEY (generation, number));
