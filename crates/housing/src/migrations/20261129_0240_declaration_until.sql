ALTER TABLE housing_declaration ADD COLUMN until_at BIGINT;
