CREATE TABLE access_proxy (
    id BYTES PRIMARY KEY,
    kind TEXT NOT NULL,
    person_id BYTES,
    giver_id BYTES REFERENCES access_account (id),
    holder_id BYTES REFERENCES access_account (id),
    word_hash BYTES UNIQUE,
    unit_id BYTES,
    area TEXT NOT NULL,
    scopes TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    settled_at BIGINT,
    reason TEXT,
    over_at BIGINT NOT NULL
);
CREATE INDEX access_proxy_by_giver ON access_proxy (giver_id);
CREATE INDEX access_proxy_by_holder ON access_proxy (holder_id);
CREATE INDEX access_proxy_by_person ON access_proxy (person_id);
CREATE INDEX access_proxy_by_area ON access_proxy (area, state);
CREATE INDEX access_proxy_by_end ON access_proxy (over_at);
