CREATE TABLE access_reseal (
    table_name TEXT PRIMARY KEY,
    key_number BIGINT NOT NULL,
    behind TEXT NOT NULL,
    finished BOOLEAN NOT NULL
);
