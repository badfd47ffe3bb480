DROP INDEX case_head_merged;
DROP INDEX case_action_account;
DROP INDEX case_text_case;
DROP INDEX case_reporter_subject;
DROP INDEX case_reporter_created;
DROP INDEX case_me_too_subject;
CREATE INDEX case_head_supervised ON case_head (due_at, seq) WHERE supervised;
