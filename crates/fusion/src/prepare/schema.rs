//! The prepared tables: what linkage sees.
//!
//! One row of `people` is one mention of a person: a role of a record. Settings
//! (`people.toml`, `organisations.toml`) name these columns.

use crate::lake::Kind;

/// Columns of `people.parquet`.
pub const PEOPLE: &[(&str, Kind)] = &[
    // `source/record/role`: unique.
    ("id", Kind::Text),
    ("source", Kind::Text),
    ("record", Kind::Text),
    ("role", Kind::Text),
    // Authority of the source.
    ("rank", Kind::Int),
    // `source/record`: mentions of one row share it.
    ("row_group", Kind::Text),
    // The day the row speaks of, YYYY-MM-DD.
    ("as_of", Kind::Text),
    // As written.
    ("name", Kind::Text),
    ("given_name", Kind::Text),
    ("middle_name", Kind::Text),
    ("family_name", Kind::Text),
    // `male` or `female`.
    ("sex", Kind::Text),
    // YYYY-MM-DD, only where it is a day.
    ("birth_on", Kind::Text),
    // YYYY-MM-DD, or the written characters in that order where they are no day.
    ("birth_text", Kind::Text),
    // From the birth date, else from the age on the day the row speaks of (then it may be one off).
    ("birth_year", Kind::Int),
    // `ssn`, `resident_id` …
    ("document", Kind::Text),
    // Tokens: 32 hexadecimal digits, equal for equal numbers.
    ("identity_number", Kind::Text),
    // The same, in rows of the office that issues the numbers alone: a person has one.
    ("issued_number", Kind::Text),
    ("phone", Kind::Text),
    ("email", Kind::Text),
    ("registered_here", Kind::Flag),
    ("occupation_class", Kind::Text),
    ("education_class", Kind::Text),
    // `source/number` of the household as the source numbers it.
    ("household", Kind::Text),
    ("household_role", Kind::Text),
    // The place of the home: `unit:…` or `building:…` where the class is A or B, else nothing.
    ("home_place", Kind::Text),
    // The place a relation of this person in the row goes to (what they own, rent, pay for), else the home.
    ("spot", Kind::Text),
    // The building of the spot.
    ("spot_building", Kind::Text),
    // A, B, C or none.
    ("home_class", Kind::Text),
    // The written address in one line, lower case.
    ("home_line", Kind::Text),
    ("home_street_number", Kind::Text),
    ("home_street_name", Kind::Text),
    ("home_unit", Kind::Text),
    ("home_po_box", Kind::Text),
    ("home_city", Kind::Text),
    ("home_state", Kind::Text),
    ("home_postcode", Kind::Text),
    // Name of the organisation the person works for, as written.
    ("employer_name", Kind::Text),
    // Whole names of the other persons of the row, lower case, joined by `|`.
    ("companion_names", Kind::Text),
    // Tokens of their identity numbers, joined by `|`.
    ("companion_numbers", Kind::Text),
];

/// Columns of `organisations.parquet`.
pub const ORGANISATIONS: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("source", Kind::Text),
    ("record", Kind::Text),
    ("role", Kind::Text),
    ("rank", Kind::Int),
    ("as_of", Kind::Text),
    // As written.
    ("name", Kind::Text),
    // Lower case, letters and digits, without legal forms.
    ("name_key", Kind::Text),
    // Public number, upper case.
    ("number", Kind::Text),
    ("industry", Kind::Text),
    ("phone", Kind::Text),
    // The place of the address: `unit:…` or `building:…` where the class is A or B, else nothing.
    ("place", Kind::Text),
    ("class", Kind::Text),
    // The written address in one line, lower case.
    ("line", Kind::Text),
    ("street_number", Kind::Text),
    ("street_name", Kind::Text),
    ("unit", Kind::Text),
    ("city", Kind::Text),
];

/// Columns of `relations.parquet`: relations between mentions and places.
pub const RELATIONS: &[(&str, Kind)] = &[
    ("type", Kind::Text),
    ("from_kind", Kind::Text),
    // Mention id.
    ("from", Kind::Text),
    ("to_kind", Kind::Text),
    // Mention id, place, or household.
    ("to", Kind::Text),
    ("valid_from", Kind::Text),
    ("valid_to", Kind::Text),
    ("class", Kind::Text),
    ("source", Kind::Text),
    ("record", Kind::Text),
];

/// Columns of `contacts.parquet`.
pub const CONTACTS: &[(&str, Kind)] = &[
    ("owner_kind", Kind::Text),
    ("owner", Kind::Text),
    ("kind", Kind::Text),
    ("token", Kind::Text),
    ("source", Kind::Text),
    ("record", Kind::Text),
];

/// Columns of `events.parquet`.
pub const EVENTS: &[(&str, Kind)] = &[
    ("category", Kind::Text),
    ("on", Kind::Text),
    ("place", Kind::Text),
    ("class", Kind::Text),
    ("source", Kind::Text),
    ("record", Kind::Text),
];

/// Columns of `addresses.parquet`: every washed address of a record, for exports and match rates.
pub const ADDRESSES: &[(&str, Kind)] = &[
    ("source", Kind::Text),
    ("record", Kind::Text),
    ("role", Kind::Text),
    ("class", Kind::Text),
    ("place", Kind::Text),
    ("rule", Kind::Text),
    ("score", Kind::Float),
];
