ALTER TABLE housing_declaration ADD COLUMN stand_in BYTES;
