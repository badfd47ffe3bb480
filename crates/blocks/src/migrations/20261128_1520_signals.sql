CREATE TABLE block_signal (
    id BYTES PRIMARY KEY,
    lead_id BYTES NOT NULL,
    unit_id BYTES NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    on_day TEXT NOT NULL);
CREATE INDEX block_signal_lead ON block_signal (lead_id);

CREATE TABLE block_lead (
    id BYTES PRIMARY KEY,
    state TEXT NOT NULL,
    grid_path KEY_TEXT NOT NULL,
    unit_id BYTES,
    made_on TEXT,
    expires_on TEXT,
    closed_month TEXT);
CREATE UNIQUE INDEX block_lead_unit ON block_lead (unit_id);
CREATE INDEX block_lead_grid ON block_lead (state, grid_path, expires_on);

CREATE TABLE block_signal_count (
    grid_path KEY_TEXT NOT NULL,
    month TEXT NOT NULL,
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    total BIGINT NOT NULL,
    PRIMARY KEY (grid_path, month, kind, outcome));
