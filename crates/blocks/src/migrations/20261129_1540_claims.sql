CREATE TABLE block_claim (
    correction_id BYTES PRIMARY KEY REFERENCES block_correction (id) ON DELETE CASCADE,
    person_id BYTES NOT NULL,
    value BYTES NOT NULL,
    asked_at BIGINT NOT NULL);
CREATE INDEX block_claim_person ON block_claim (person_id);
