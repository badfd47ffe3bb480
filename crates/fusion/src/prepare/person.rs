//! Mentions of people.

use kernel::Day;

use super::{RowView, Washed, names_organisation};
use crate::{
    FusionError,
    intake::slip,
    lake::{TableSink, Value},
    mapping::{AddressRole, PersonRole},
};

/// Writes the mentions of a row; the roles that stand in it.
pub(crate) fn mentions<'a>(
    view: RowView<'a>,
    people: &mut TableSink,
    contacts: &mut TableSink,
) -> Result<Vec<&'a str>, FusionError> {
    let stated: Vec<&PersonRole> =
        view.mapping.persons.iter().filter(|person| is_stated(view, person)).collect();
    for person in &stated {
        let others = || stated.iter().filter(|other| other.role != person.role);
        let names: Vec<String> = others()
            .filter_map(|other| whole_name(view, other))
            .map(|n| n.to_lowercase())
            .collect();
        let numbers: Vec<&str> = others().filter_map(|other| number(view, other)).collect();
        mention(view, person, &names, &numbers, people)?;
        for (kind, column) in [("phone", &person.phone), ("email", &person.email)] {
            if let Some(token) = view.fields.text_of(column.as_ref()) {
                contacts.push(&[
                    Value::Text("person"),
                    Value::Own(view.mention(&person.role)),
                    Value::Text(kind),
                    Value::Text(token),
                    Value::Text(&view.mapping.source),
                    Value::Text(view.record),
                ])?;
            }
        }
    }
    Ok(stated.into_iter().map(|person| person.role.as_str()).collect())
}

fn mention(
    view: RowView<'_>,
    person: &PersonRole,
    companion_names: &[String],
    companion_numbers: &[&str],
    people: &mut TableSink,
) -> Result<(), FusionError> {
    let text = |column: &Option<String>| view.fields.text_of(column.as_ref());
    let born = person.birth_on.as_ref().and_then(|column| view.fields.day(column));
    let slipped = person.birth_on.as_ref().and_then(|column| view.fields.text(&slip(column)));
    let age = person.age.as_ref().and_then(|column| view.fields.int(column));
    let home = person.home.as_deref().map(|role| Washed::read(view.washed, role));
    let parts = person
        .home
        .as_ref()
        .and_then(|role| view.mapping.addresses.iter().find(|a| a.role == *role));
    let part = |of: fn(&AddressRole) -> &Option<String>| parts.and_then(|parts| text(of(parts)));
    let employer = person
        .works_for
        .as_ref()
        .and_then(|role| view.mapping.organisations.iter().find(|o| o.role == *role));
    let spot = spot(view, person).or(home);
    let joined = |all: String| if all.is_empty() { Value::Null } else { Value::Own(all) };
    people.push(&[
        Value::Own(view.mention(&person.role)),
        Value::Text(&view.mapping.source),
        Value::Text(view.record),
        Value::Text(&person.role),
        Value::Int(i64::from(view.mapping.rank)),
        Value::Own(format!("{}/{}", view.mapping.source, view.record)),
        Value::from(view.as_of.map(|day| day.to_string())),
        Value::from(whole_name(view, person)),
        Value::from(text(&person.given_name)),
        Value::from(text(&person.middle_name)),
        Value::from(text(&person.family_name)),
        Value::from(text(&person.sex)),
        Value::from(born.map(|day| day.to_string())),
        Value::from(born.map(|day| day.to_string()).or_else(|| slipped.map(ToOwned::to_owned))),
        Value::from(birth_year(born, age, view.as_of)),
        Value::from(person.identity.as_ref().map(|identity| identity.document.as_str())),
        Value::from(number(view, person)),
        Value::from(
            number(view, person).filter(|_| person.identity.as_ref().is_some_and(|one| one.issues)),
        ),
        Value::from(text(&person.phone)),
        Value::from(text(&person.email)),
        Value::from(person.registered_here.as_ref().and_then(|column| view.fields.flag(column))),
        Value::from(text(&person.occupation_class)),
        Value::from(text(&person.education_class)),
        Value::from(
            text(&person.household).map(|number| format!("{}/{number}", view.mapping.source)),
        ),
        Value::from(text(&person.household_role)),
        Value::from(home.and_then(|home| home.place)),
        Value::from(spot.and_then(|spot| spot.place)),
        Value::from(spot.and_then(|spot| spot.building)),
        Value::from(home.map(|home| home.class)),
        Value::from(home.and_then(|home| home.line).map(str::to_lowercase)),
        Value::from(part(|a| &a.street_number)),
        Value::from(part(|a| &a.street_name)),
        Value::from(part(|a| &a.unit)),
        Value::from(part(|a| &a.po_box)),
        Value::from(part(|a| &a.city)),
        Value::from(part(|a| &a.state)),
        Value::from(part(|a| &a.postcode)),
        Value::from(employer.and_then(|employer| view.fields.text(&employer.name))),
        joined(companion_names.join("|")),
        joined(companion_numbers.join("|")),
    ])
}

/// The place that the first relation of a role goes to.
fn spot<'a>(view: RowView<'a>, person: &PersonRole) -> Option<Washed<'a>> {
    let goes_to = view.mapping.relations.iter().filter(|relation| relation.from == person.role);
    let mut spots = goes_to.map(|relation| Washed::read(view.washed, &relation.to));
    spots.find(|washed| washed.place.is_some())
}

/// A role stands in a row where it has a name or a number.
fn is_stated(view: RowView<'_>, person: &PersonRole) -> bool {
    if person.or_organisation.is_some()
        && view.fields.text_of(person.name.as_ref()).is_some_and(names_organisation)
    {
        return false;
    }
    if let Some(when) = &person.when
        && !view.fields.text(&when.column).is_some_and(|text| when.is.iter().any(|is| is == text))
    {
        return false;
    }
    let born = person.birth_on.as_ref().is_some_and(|column| view.fields.day(column).is_some());
    whole_name(view, person).is_some() || number(view, person).is_some() || born
}

fn number<'a>(view: RowView<'a>, person: &PersonRole) -> Option<&'a str> {
    person.identity.as_ref().and_then(|identity| view.fields.text(&identity.number))
}

fn whole_name(view: RowView<'_>, person: &PersonRole) -> Option<String> {
    if let Some(name) = view.fields.text_of(person.name.as_ref()) {
        return Some(name.to_owned());
    }
    let parts = [&person.given_name, &person.middle_name, &person.family_name];
    let parts: Vec<&str> =
        parts.into_iter().filter_map(|part| view.fields.text_of(part.as_ref())).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// From the birth date, else the likeliest year for the age on the day the row speaks of.
fn birth_year(born: Option<Day>, age: Option<i64>, as_of: Option<Day>) -> Option<i64> {
    if let Some(born) = born {
        return Some(i64::from(born.year()));
    }
    let age = i32::try_from(age.filter(|age| (0..130).contains(age))?).ok()?;
    let middle = Day::from_epoch_days(as_of?.epoch_days() - age * 365 - age / 4 - 182);
    Some(i64::from(middle.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_gives_the_likeliest_year() {
        let spring = Day::new(2020, 4, 1);
        assert_eq!(birth_year(None, Some(25), spring), Some(1994));
        assert_eq!(birth_year(None, Some(25), Day::new(2020, 12, 31)), Some(1995));
        assert_eq!(birth_year(Day::new(1990, 1, 1), Some(3), spring), Some(1990));
        assert_eq!(birth_year(None, Some(999), spring), None);
    }
}
