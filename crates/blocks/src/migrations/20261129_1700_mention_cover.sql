-- The mentions of an entity lie all over their table: with what they say in the index, none of their rows is asked for.
DROP INDEX IF EXISTS block_mention_even_entity_id;
CREATE INDEX block_mention_even_entity_id_kind_source_record_role_generation
    ON block_mention_even (entity_id, kind, source, record, role, generation);
DROP INDEX IF EXISTS block_mention_odd_entity_id;
CREATE INDEX block_mention_odd_entity_id_kind_source_record_role_generation
    ON block_mention_odd (entity_id, kind, source, record, role, generation);
