CREATE TABLE lead_letter (
    lead_id BYTES PRIMARY KEY,
    lang TEXT NOT NULL,
    name BYTES,
    phone BYTES,
    email BYTES,
    created_at BIGINT NOT NULL
);

ALTER TABLE case_attachment ADD COLUMN lead_id BYTES;
CREATE INDEX case_attachment_lead ON case_attachment (lead_id) WHERE lead_id IS NOT NULL;
