ALTER TABLE lead ADD COLUMN place_id BYTES;
sqlite: UPDATE lead SET place_id = unhex(replace(json_extract(body, '$.place.at.id'), '-', ''));
postgres: UPDATE lead SET place_id = decode(replace(CAST(body AS json) #>> '{place,at,id}', '-', ''), 'hex');
CREATE INDEX lead_place ON lead (place_id, seq) WHERE place_id IS NOT NULL;
CREATE INDEX lead_decided ON lead (source, decided_at, seq) WHERE decided_at IS NOT NULL;
