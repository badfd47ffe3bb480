CREATE TABLE field_collection (
    seq SERIAL_KEY,
    id BYTES NOT NULL,
    class KEY_TEXT NOT NULL,
    area KEY_TEXT NOT NULL,
    place_id BYTES,
    account_id BYTES NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX field_collection_id ON field_collection (id);
CREATE INDEX field_collection_area ON field_collection (area, seq);
CREATE INDEX field_collection_class ON field_collection (class, seq);
CREATE INDEX field_collection_place ON field_collection (place_id, seq) WHERE place_id IS NOT NULL;
CREATE INDEX field_collection_at ON field_collection (at);

ALTER TABLE case_attachment ADD COLUMN collection_id BYTES;
CREATE INDEX case_attachment_collection ON case_attachment (collection_id) WHERE collection_id IS NOT NULL;
