CREATE TABLE access_question (
    id BYTES PRIMARY KEY,
    person_id BYTES NOT NULL,
    read_id BYTES NOT NULL,
    read_at BIGINT NOT NULL,
    reader_id BYTES NOT NULL,
    state TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    explained_at BIGINT,
    answered_by BYTES,
    told_at BIGINT
);
CREATE UNIQUE INDEX access_question_of ON access_question (person_id, read_id);
CREATE INDEX access_question_by_reader ON access_question (reader_id, asked_at);
CREATE INDEX access_question_by_state ON access_question (state, asked_at);
CREATE INDEX access_question_by_time ON access_question (read_at);

CREATE TABLE access_question_step (
    id BYTES PRIMARY KEY,
    question_id BYTES NOT NULL REFERENCES access_question (id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,
    stepped_at BIGINT NOT NULL,
    account_id BYTES NOT NULL,
    proper BOOLEAN,
    words BYTES NOT NULL
);
CREATE INDEX access_question_step_of ON access_question_step (question_id, place);
