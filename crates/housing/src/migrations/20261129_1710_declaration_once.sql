ALTER TABLE housing_declaration ADD COLUMN twin BIGINT NOT NULL DEFAULT 0;
UPDATE housing_declaration SET twin = 1 WHERE closed_at IS NULL AND EXISTS (
    SELECT 1 FROM housing_declaration other
    WHERE other.seq < housing_declaration.seq AND other.closed_at IS NULL
        AND other.unit_id = housing_declaration.unit_id
        AND other.declarant = housing_declaration.declarant
        AND other.tie = housing_declaration.tie
        AND (other.token = housing_declaration.token
            OR (other.token IS NULL AND housing_declaration.token IS NULL))
);
CREATE UNIQUE INDEX housing_declaration_once ON housing_declaration (unit_id, declarant, tie, token)
    WHERE token IS NOT NULL AND closed_at IS NULL AND twin = 0;
CREATE UNIQUE INDEX housing_declaration_once_bare ON housing_declaration (unit_id, declarant, tie)
    WHERE token IS NULL AND closed_at IS NULL AND twin = 0;
