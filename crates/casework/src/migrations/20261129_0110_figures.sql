ALTER TABLE case_head ADD COLUMN contacted_at BIGINT;
ALTER TABLE case_head ADD COLUMN in_time BOOLEAN;
ALTER TABLE case_head ADD COLUMN reopened BOOLEAN;
ALTER TABLE case_head ADD COLUMN rechecked BOOLEAN;
ALTER TABLE case_head ADD COLUMN content TEXT;
