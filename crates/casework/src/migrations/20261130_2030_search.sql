sqlite: DROP TABLE case_search;
sqlite: CREATE VIRTUAL TABLE case_search USING fts5(grams, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
postgres: TRUNCATE case_search;
CREATE TABLE case_search_left (after_seq BIGINT NOT NULL, until_seq BIGINT NOT NULL);
INSERT INTO case_search_left SELECT 0, MAX(seq) FROM case_head HAVING MAX(seq) > 0;
sqlite: DROP INDEX case_head_street;
sqlite: DROP INDEX case_head_community;
CREATE INDEX case_head_open_area ON case_head (area, due_at, seq) WHERE closed_at IS NULL;
