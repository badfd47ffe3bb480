ALTER TABLE housing_declaration ADD COLUMN green TEXT;
