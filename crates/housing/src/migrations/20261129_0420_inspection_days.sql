CREATE INDEX housing_inspection_day ON housing_inspection (on_day);
