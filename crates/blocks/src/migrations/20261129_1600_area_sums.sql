-- Organisations and events of each area, summed at once: what an area too large to be counted while one waits shows.
CREATE TABLE block_area_sum (
    area_path KEY_TEXT PRIMARY KEY,
    organisations BIGINT NOT NULL,
    events BIGINT NOT NULL);

CREATE TABLE block_area_summed (
    generation BIGINT PRIMARY KEY,
    days BIGINT NOT NULL,
    summed_at BIGINT NOT NULL);
