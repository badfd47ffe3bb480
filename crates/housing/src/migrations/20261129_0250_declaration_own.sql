ALTER TABLE housing_declaration ADD COLUMN own BIGINT NOT NULL DEFAULT 0;
UPDATE housing_declaration SET own = 1 WHERE body LIKE '%"own":true%';
CREATE INDEX housing_declaration_own ON housing_declaration (declarant, seq) WHERE own = 1;
