//! What a new table seems to hold: by the words of its headers and by the shapes of its cells.

use access::Tokenizer;

use super::{
    Draft, DraftColumn, DraftRelation, Field, Sample,
    field::Owner,
    header::field_of,
    roles::{self, Known},
    shape::Shape,
};
use crate::mapping::{ColumnType, Ground, NumberScheme, Title, ruled_out};

/// A column that linli never reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its header.
    pub column: String,
    /// On what ground.
    pub ground: Ground,
}

/// A draft of a mapping, and what cannot be in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The draft.
    pub draft: Draft,
    /// Columns that are refused by their name; the draft does not hold them.
    pub refused: Vec<Refused>,
}

/// What each column says of itself, before the columns are looked at together.
#[derive(Clone, Debug)]
struct Seen {
    column: DraftColumn,
    /// The role that the header names.
    named: Option<&'static str>,
    companies: bool,
    mixed: bool,
    unique: bool,
}

/// Guesses a mapping from a sample. The tokenizer tells well-formed numbers of persons; no token is kept.
#[must_use]
pub fn guess(sample: &Sample, tokenizer: &Tokenizer) -> Guess {
    let (mut seen, mut refused) = (Vec::new(), Vec::new());
    for (at, header) in sample.headers.iter().enumerate() {
        match ruled_out(header) {
            Some(ground) => refused.push(Refused { column: header.clone(), ground }),
            None if header.trim().is_empty() => {}
            None => {
                seen.push(look(header, &Shape::of(sample.cells(at), tokenizer), sample.rows.len()));
            }
        }
    }
    events(&mut seen);
    owners(&mut seen);
    addresses(&mut seen);
    records(&mut seen);
    let columns: Vec<DraftColumn> = seen.into_iter().map(|seen| seen.column).collect();
    let relations = relations(&columns);
    let stem = sample.name.rsplit_once('.').map_or(sample.name.as_str(), |(stem, _)| stem);
    // A file's name is in one language; the other is for a person to write.
    let (zh, en) = if stem.is_ascii() { ("", stem) } else { (stem, "") };
    let title = Title { zh: zh.to_owned(), en: en.to_owned() };
    let draft = Draft {
        source: source_id(stem),
        title,
        office: Title::default(),
        rank: 30,
        legal_basis: None,
        files: sample.name.clone(),
        columns,
        relations,
        serves: Vec::new(),
        unnamed: false,
    };
    Guess { draft, refused }
}

/// One column by itself.
fn look(header: &str, shape: &Shape, rows: usize) -> Seen {
    let person = roles::person(header);
    let organisation = roles::organisation(header);
    let said = field_of(header).or_else(|| person.map(|_| Field::Name));
    let said = match (said, organisation) {
        (None | Some(Field::Name), Some(_)) => Some(Field::OrganisationName),
        (said, _) => said,
    };
    let (kind, scheme) = kind_of(said, shape);
    let mut column = DraftColumn {
        name: header.to_owned(),
        kind,
        scheme,
        field: field_for(said, kind, shape),
        ..DraftColumn::default()
    };
    let dated = said.is_some_and(|field| field.types().contains(&ColumnType::Day));
    if kind == ColumnType::Day {
        column.formats = shape.days(dated);
    }
    if let (ColumnType::Sex, Some((male, female))) = (kind, shape.sexes()) {
        (column.male, column.female) = (male, female);
    }
    if let (ColumnType::Flag, Some((yes, no))) = (kind, shape.flags()) {
        (column.yes, column.no) = (yes, no);
    }
    let named = match column.field.owner() {
        Owner::Person => person.map(|known| known.role),
        Owner::Organisation => organisation.map(|known| known.role),
        Owner::Address => roles::address(header),
        Owner::Row => None,
    };
    Seen {
        column,
        named,
        companies: shape.companies(),
        mixed: shape.some_companies(),
        unique: shape.unique(rows),
    }
}

/// The type by the cells; by the header where the cells leave it open.
fn kind_of(said: Option<Field>, shape: &Shape) -> (ColumnType, Option<NumberScheme>) {
    use ColumnType as T;
    let wanted = said.and_then(|field| field.types().first().copied());
    if shape.credit_code() || said == Some(Field::OrganisationNumber) {
        return (T::Text, None);
    }
    let strong = [
        (shape.email(), T::Email, None),
        (shape.cn_identity(), T::IdentityNumber, Some(NumberScheme::Cn)),
        (shape.us_identity(), T::IdentityNumber, Some(NumberScheme::Us)),
        (shape.cn_phone(), T::Phone, Some(NumberScheme::Cn)),
        (shape.us_phone(), T::Phone, Some(NumberScheme::Us)),
    ];
    if let Some((_, kind, scheme)) = strong.into_iter().find(|(holds, ..)| *holds) {
        return (kind, scheme);
    }
    match wanted {
        Some(kind @ (T::IdentityNumber | T::Phone)) => (kind, Some(NumberScheme::Plain)),
        Some(T::Email) => (T::Email, None),
        Some(T::Flag) if shape.flags().is_some() => (T::Flag, None),
        Some(T::Int) if shape.whole() => (T::Int, None),
        Some(T::Day) if shape.year() => (T::Year, None),
        Some(T::Day) if !shape.days(true).is_empty() => (T::Day, None),
        None if !shape.days(false).is_empty() => (T::Day, None),
        Some(T::Sex) | None if shape.sexes().is_some() => (T::Sex, None),
        _ => (T::Text, None),
    }
}

/// What the column is for: by its header where the type allows it, else by its cells.
fn field_for(said: Option<Field>, kind: ColumnType, shape: &Shape) -> Field {
    if let Some(field) = said.filter(|field| field.types().contains(&kind)) {
        return match field {
            // A name that is mostly companies' is an organisation's.
            Field::Name if shape.companies() => Field::OrganisationName,
            other => other,
        };
    }
    match kind {
        ColumnType::IdentityNumber => Field::IdentityNumber,
        ColumnType::Phone => Field::Phone,
        ColumnType::Email => Field::Email,
        ColumnType::Sex => Field::Sex,
        ColumnType::Text if said.is_some() => Field::Nothing,
        ColumnType::Text if shape.addresses() => Field::Address,
        ColumnType::Text if shape.companies() => Field::OrganisationName,
        ColumnType::Text if shape.people() => Field::Name,
        ColumnType::Text if shape.credit_code() => Field::OrganisationNumber,
        _ => Field::Nothing,
    }
}

/// A table of events names no person: nobody is linked to what they reported.
fn events(seen: &mut [Seen]) {
    if !seen.iter().any(|seen| seen.column.field == Field::EventCategory) {
        return;
    }
    for each in seen.iter_mut() {
        match each.column.field.owner() {
            Owner::Person | Owner::Organisation => each.column.field = Field::Nothing,
            _ => {}
        }
    }
    let day = seen
        .iter_mut()
        .find(|seen| seen.column.field == Field::AsOf && seen.column.kind == ColumnType::Day);
    match day {
        Some(day) => day.column.field = Field::EventOn,
        None => {
            for each in seen {
                if each.column.field == Field::EventCategory {
                    each.column.field = Field::Nothing;
                }
            }
        }
    }
}

/// The names in a row, each at its column, and whose it is. Of several persons of one role each has a number, where the
/// headers have it.
fn names(seen: &[Seen], owner: Owner, default: &str) -> Vec<(usize, String)> {
    let is_name = |field: Field| match owner {
        Owner::Person => matches!(field, Field::Name | Field::GivenName | Field::FamilyName),
        _ => field == Field::OrganisationName,
    };
    let named = seen.iter().enumerate().filter(|(_, seen)| is_name(seen.column.field));
    let role = |seen: &Seen| {
        let nth = roles::ordinal(&seen.column.name).filter(|_| owner == Owner::Person);
        roles::numbered(seen.named.unwrap_or(default), nth.unwrap_or(1))
    };
    named.map(|(at, seen)| (at, role(seen))).collect()
}

/// Whose field it is: by what its header names and the number in it, else of that name the nearest before it; where the
/// header names nobody, the nearest name before it.
fn whose(seen: &Seen, at: usize, names: &[(usize, String)], default: &str) -> Option<String> {
    let nearest = |among: &[&(usize, String)]| {
        let before = among.iter().rfind(|(place, _)| *place <= at).or(among.first());
        before.map(|(_, role)| role.clone())
    };
    let nth = roles::ordinal(&seen.column.name);
    let numbered = nth.map(|nth| roles::numbered(seen.named.unwrap_or(default), nth));
    let same: Vec<&(usize, String)> =
        names.iter().filter(|(_, role)| Some(roles::base(role)) == seen.named).collect();
    numbered
        .filter(|numbered| names.iter().any(|(_, role)| role == numbered))
        .or_else(|| nearest(&same))
        .or_else(|| nearest(&names.iter().collect::<Vec<_>>()))
}

/// Gives each field of a person or an organisation to the one it speaks of.
fn owners(seen: &mut [Seen]) {
    for (owner, default) in [(Owner::Person, "self"), (Owner::Organisation, "organisation")] {
        let names = names(seen, owner, default);
        for (at, each) in seen.iter_mut().enumerate() {
            if each.column.field.owner() != owner {
                continue;
            }
            let role = whose(each, at, &names, default);
            match role {
                Some(role) => each.column.role = role,
                // Nobody it could speak of. A telephone may be the organisation's.
                None if each.column.field == Field::Phone => {
                    each.column.field = Field::OrganisationPhone;
                }
                None => each.column.field = Field::Nothing,
            }
        }
    }
    let known = |role: &str| roles::of_role(role).and_then(|known| known.organisation).is_some();
    let mut taken = std::collections::BTreeSet::new();
    for each in seen.iter_mut() {
        let column = &mut each.column;
        if matches!(column.field.owner(), Owner::Person | Owner::Organisation)
            && !taken.insert((column.role.clone(), column.field))
        {
            // A role has each field once; the first column is the likelier.
            column.field = Field::Nothing;
            column.role.clear();
        }
        column.mixed =
            column.field == Field::Name && each.mixed && !each.companies && known(&column.role);
    }
}

/// Gives addresses their roles: one line, or parts, not both.
fn addresses(seen: &mut [Seen]) {
    let people = seen.iter().any(|seen| seen.column.field.owner() == Owner::Person);
    let organisations = seen.iter().any(|seen| seen.column.field == Field::OrganisationName);
    let default = match (people, organisations) {
        (true, _) => "home",
        (false, true) => "seat",
        (false, false) => "place",
    };
    let event = seen.iter().any(|seen| seen.column.field == Field::EventCategory);
    for each in seen.iter_mut().filter(|seen| seen.column.field.owner() == Owner::Address) {
        each.column.role = if event { "place" } else { each.named.unwrap_or(default) }.to_owned();
    }
    let lines: Vec<String> = seen
        .iter()
        .filter(|seen| seen.column.field == Field::Address)
        .map(|seen| seen.column.role.clone())
        .collect();
    let placed: Vec<String> = seen
        .iter()
        .filter(|seen| matches!(seen.column.field, Field::StreetName | Field::Estate))
        .map(|seen| seen.column.role.clone())
        .collect();
    let mut taken = std::collections::BTreeSet::new();
    for each in seen {
        let column = &mut each.column;
        if column.field.is_part_of_address() {
            let idle = lines.contains(&column.role)
                || !placed.contains(&column.role)
                || !taken.insert((column.role.clone(), column.field));
            if idle {
                column.field = Field::Nothing;
                column.role.clear();
            }
        }
    }
}

/// The record's number, the day of the row and its spell: each once.
fn records(seen: &mut [Seen]) {
    let best = seen
        .iter()
        .position(|seen| seen.column.field == Field::RecordId && seen.unique)
        .filter(|at| seen[*at].column.kind == ColumnType::Text);
    for (at, each) in seen.iter_mut().enumerate() {
        if each.column.field == Field::RecordId {
            if Some(at) == best {
                each.column.required = true;
            } else {
                each.column.field = Field::Nothing;
            }
        }
    }
    for field in
        [Field::AsOf, Field::ValidFrom, Field::ValidTo, Field::EventCategory, Field::EventOn]
    {
        let mut first = true;
        for each in seen.iter_mut().filter(|seen| seen.column.field == field) {
            if !std::mem::take(&mut first) {
                each.column.field = Field::Nothing;
            }
        }
    }
}

/// What the roles of a row have to do with each other.
fn relations(columns: &[DraftColumn]) -> Vec<DraftRelation> {
    let roles = |owner: Owner| {
        let mut found: Vec<&str> = Vec::new();
        for column in columns.iter().filter(|column| column.field.owner() == owner) {
            if !found.contains(&column.role.as_str()) {
                found.push(&column.role);
            }
        }
        found
    };
    let (people, organisations, places) =
        (roles(Owner::Person), roles(Owner::Organisation), roles(Owner::Address));
    if columns.iter().any(|column| column.field == Field::EventCategory) {
        return Vec::new();
    }
    let dated = columns.iter().any(|c| matches!(c.field, Field::ValidFrom | Field::ValidTo));
    let mut found = Vec::new();
    let mut add = |kind: &str, from: &str, to: &str, dated: bool| {
        found.push(DraftRelation {
            kind: kind.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            dated,
        });
    };
    let main = ["home", "place", "dormitory", "seat"]
        .into_iter()
        .find(|role| places.contains(role))
        .or(places.first().copied());
    for person in &people {
        let role = roles::of_role(person);
        if let (Some(kind), Some(place)) = (role.and_then(|known: &Known| known.person), main) {
            add(kind, person, place, dated);
        }
        if roles::base(person) != "self" {
            continue;
        }
        for place in &places {
            match *place {
                "registered" => add("registered_at", person, place, false),
                "mailing" => add("receives_mail_at", person, place, false),
                "dormitory" => add("lodges_in", person, place, dated),
                "home" | "place" => add("lives_in", person, place, dated),
                _ => {}
            }
        }
    }
    for organisation in &organisations {
        let role = roles::of_role(organisation);
        if *organisation == "employer" {
            if people.contains(&"self") {
                add("works_for", "self", organisation, dated);
            }
            if places.contains(&"seat") {
                add("operates_at", organisation, "seat", false);
            }
            continue;
        }
        if let Some(place) = main {
            let kind = role.and_then(|known: &Known| known.organisation).unwrap_or("operates_at");
            add(kind, organisation, place, dated && kind != "operates_at");
        }
        if people.contains(&"legal_representative") {
            add("runs", "legal_representative", organisation, false);
        }
    }
    found
}

/// The letters and digits of a file's name, as a source's id.
fn source_id(stem: &str) -> String {
    let mut id = String::new();
    for c in stem.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('_') {
            id.push('_');
        }
    }
    let id = id.trim_matches('_').to_owned();
    if id.is_empty() { "new_table".to_owned() } else { id }
}
