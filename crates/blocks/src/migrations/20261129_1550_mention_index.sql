-- With the kind in front, which has two values, SQLite read every mention of a kind to find a few by their entity.
DROP INDEX IF EXISTS block_mention_even_kind_source_record_role;
CREATE UNIQUE INDEX block_mention_even_source_record_role_kind ON block_mention_even (source, record, role, kind);
DROP INDEX IF EXISTS block_record_even_kind_source_record_role;
CREATE UNIQUE INDEX block_record_even_source_record_role_kind ON block_record_even (source, record, role, kind);
DROP INDEX IF EXISTS block_mention_odd_kind_source_record_role;
CREATE UNIQUE INDEX block_mention_odd_source_record_role_kind ON block_mention_odd (source, record, role, kind);
DROP INDEX IF EXISTS block_record_odd_kind_source_record_role;
CREATE UNIQUE INDEX block_record_odd_source_record_role_kind ON block_record_odd (source, record, role, kind);
