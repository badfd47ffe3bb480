-- What was told is kept for good: a later release is made to stand beside it.
CREATE TABLE insight_release (
    number BIGINT PRIMARY KEY,
    generation BIGINT NOT NULL,
    counted_on TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    threshold BIGINT NOT NULL,
    exact BIGINT NOT NULL,
    told BIGINT NOT NULL,
    withheld BIGINT NOT NULL);

CREATE TABLE insight_released (
    release BIGINT NOT NULL,
    cut TEXT NOT NULL,
    area_path KEY_TEXT NOT NULL,
    cells BYTES NOT NULL,
    PRIMARY KEY (release, cut, area_path));
