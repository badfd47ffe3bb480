CREATE INDEX case_action_visits ON case_action (recorded_at) WHERE deed IN ('visit', 'evidence');
