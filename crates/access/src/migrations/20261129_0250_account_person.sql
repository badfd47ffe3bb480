CREATE INDEX access_account_by_person ON access_account (person_id);
