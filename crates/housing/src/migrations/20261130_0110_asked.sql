ALTER TABLE housing_building ADD COLUMN asked_on INTEGER;
