ALTER TABLE figure_objection ADD COLUMN answer_id BYTES;
