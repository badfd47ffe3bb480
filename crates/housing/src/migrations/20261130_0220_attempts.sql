CREATE INDEX housing_action_entry ON housing_action (subject_id, at) WHERE deed IN ('no_entry', 'try_again');
