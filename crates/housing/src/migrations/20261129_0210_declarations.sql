CREATE TABLE housing_declaration (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    tie TEXT NOT NULL,
    used_as TEXT NOT NULL,
    building_id BYTES NOT NULL,
    unit_id BYTES NOT NULL,
    area KEY_TEXT NOT NULL,
    declarant BYTES NOT NULL,
    subject BYTES NOT NULL,
    token BYTES,
    name BYTES NOT NULL,
    number BYTES,
    phone BYTES,
    document TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    closed_at BIGINT,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX housing_declaration_id ON housing_declaration (id);
CREATE INDEX housing_declaration_unit ON housing_declaration (unit_id, seq);
CREATE INDEX housing_declaration_building ON housing_declaration (building_id, seq);
CREATE INDEX housing_declaration_area ON housing_declaration (area, seq);
CREATE INDEX housing_declaration_declarant ON housing_declaration (declarant, seq);
CREATE INDEX housing_declaration_token ON housing_declaration (token) WHERE token IS NOT NULL;
CREATE INDEX housing_declaration_closed ON housing_declaration (closed_at) WHERE closed_at IS NOT NULL;
