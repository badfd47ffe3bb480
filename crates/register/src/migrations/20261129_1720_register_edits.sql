CREATE TABLE register_edit (
    id BYTES PRIMARY KEY,
    building_id BYTES NOT NULL,
    kind TEXT NOT NULL,
    asked TEXT NOT NULL,
    version BIGINT NOT NULL,
    account_id BYTES,
    reason TEXT NOT NULL,
    kept TEXT NOT NULL,
    undone_by BYTES,
    done_at BIGINT NOT NULL
);
CREATE INDEX register_edit_by_building ON register_edit (building_id, version);
CREATE INDEX alias_by_version ON alias (version);
