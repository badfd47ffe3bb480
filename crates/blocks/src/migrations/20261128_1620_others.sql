ALTER TABLE block_person_even ADD COLUMN others TEXT NOT NULL DEFAULT '{}';
ALTER TABLE block_person_odd ADD COLUMN others TEXT NOT NULL DEFAULT '{}';
ALTER TABLE block_organisation_even ADD COLUMN others TEXT NOT NULL DEFAULT '{}';
ALTER TABLE block_organisation_odd ADD COLUMN others TEXT NOT NULL DEFAULT '{}';
