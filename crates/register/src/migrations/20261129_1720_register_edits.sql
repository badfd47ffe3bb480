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
DROP INDEX building_by_version;
DROP INDEX unit_by_version;
CREATE INDEX building_by_change ON building (version, id);
CREATE INDEX unit_by_change ON unit (version, id);
CREATE INDEX alias_by_change ON alias (version, id);
