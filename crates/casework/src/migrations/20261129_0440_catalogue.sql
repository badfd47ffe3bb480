CREATE TABLE case_catalogue (
    number BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    reason TEXT NOT NULL,
    drafters TEXT NOT NULL,
    published_by BYTES,
    published_at BIGINT NOT NULL,
    holds_from BIGINT NOT NULL,
    counted_at BIGINT
);

CREATE TABLE case_catalogue_draft (
    slot INTEGER PRIMARY KEY,
    revision BIGINT NOT NULL,
    body TEXT NOT NULL,
    drafters TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
