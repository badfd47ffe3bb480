CREATE INDEX access_account_by_person ON access_account (person_id);
CREATE INDEX access_dwelling_by_expiry ON access_dwelling (state, expires_at);
