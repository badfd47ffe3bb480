//! The list that a department gets.

use std::collections::BTreeMap;

use access::{Access, Field, FieldSet, Person};
use database::Database;
use kernel::{Id, Instant, Text};

use super::{
    CorrectedField, CorrectionMark, Fault,
    claim::{is_claim, value_of, word},
    offer::{of_organisation, of_person},
};
use crate::{EndKind, Result, store};

/// What a list shows of people.
pub(super) const FIELDS: FieldSet =
    FieldSet::of(&[Field::Name, Field::Sex, Field::BirthDate, Field::Residence, Field::Sources]);

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionLine {
    /// The item.
    pub id: Id<CorrectionMark>,
    /// The department's record.
    pub record: String,
    /// Its column.
    pub column: String,
    /// What is wrong with the value.
    pub fault: Fault,
    /// The better value; nothing where an address was not found.
    pub better: Option<Better>,
    /// On whose word.
    pub evidence: Text,
    /// When that source was last read.
    pub evidence_at: Option<Instant>,
}

/// A better value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Better {
    /// As the block has it.
    Value(String),
    /// A place of the register, whose address whoever makes the file writes out.
    Place(EndKind, [u8; 16]),
}

/// The open corrections of a source, and the people they speak of.
pub(super) async fn lines(
    access: &Access,
    database: &Database,
    source: &str,
    limit: u32,
) -> Result<(Vec<CorrectionLine>, Vec<Id<Person>>)> {
    let found = store::corrections::open(database, source, limit).await?;
    let generation = store::generation(database).await?;
    let titles: BTreeMap<String, Text> =
        store::sources::list(database).await?.into_iter().map(|row| (row.id, row.title)).collect();
    let of_kind = |kind: EndKind| {
        found
            .iter()
            .filter_map(move |item| item.about.filter(|about| about.0 == kind))
            .map(|about| about.1)
    };
    let mut people: Vec<Id<Person>> = of_kind(EndKind::Person).map(Id::from_bytes).collect();
    people.sort_unstable();
    people.dedup();
    let mut organisations: Vec<[u8; 16]> = of_kind(EndKind::Organisation).collect();
    organisations.sort_unstable();
    organisations.dedup();
    let mut values: BTreeMap<[u8; 16], BTreeMap<CorrectedField, (String, String)>> =
        BTreeMap::new();
    for (id, row) in store::people::by_ids(database, generation, &people).await? {
        values.insert(id.to_bytes(), of_person(&row));
    }
    for row in store::organisations::by_ids(database, generation, &organisations).await? {
        values.insert(row.id.to_bytes(), of_organisation(&row));
    }
    let claims: Vec<_> =
        found.iter().filter(|item| is_claim(&item.role)).map(|item| item.id).collect();
    let claimed = store::claims::values(database, &claims).await?;
    let mut lines = Vec::with_capacity(found.len());
    for item in found {
        let better = match item.about {
            None => None,
            // What the person says, not what the block has.
            Some(_) if is_claim(&item.role) => {
                let value = claimed.get(&item.id).map(|sealed| value_of(access, sealed));
                value.transpose()?.filter(|value| !value.is_empty()).map(Better::Value)
            }
            Some((kind @ (EndKind::Unit | EndKind::Building), id)) => Some(Better::Place(kind, id)),
            Some((_, id)) => {
                let value = values.get(&id).and_then(|fields| fields.get(&item.field));
                // Whoever it spoke of is gone, or the value: the next round withdraws the item.
                let Some((value, _)) = value else { continue };
                Some(Better::Value(value.clone()))
            }
        };
        let evidence = match (&item.evidence, item.field) {
            _ if is_claim(&item.role) => word(),
            (Some(source), _) => titles.get(source).cloned().unwrap_or_default(),
            (None, CorrectedField::Address) => Text::new("地址登记", "Register of addresses"),
            (None, _) => Text::new("其他部门", "Another office"),
        };
        lines.push(CorrectionLine {
            id: item.id,
            record: item.record,
            column: item.column,
            fault: item.fault,
            better,
            evidence,
            evidence_at: item.evidence_at,
        });
    }
    Ok((lines, people))
}

/// The list as a table that spreadsheets read: what a department fills in stands empty at the end. `place` writes a place
/// of the register out.
#[must_use]
pub fn csv(lines: &[CorrectionLine], place: impl Fn(EndKind, [u8; 16]) -> String) -> String {
    // The mark tells spreadsheets that the text is UTF-8.
    let mut out = String::from(
        "\u{feff}item,record,column,fault,better_value,evidence,evidence_en,evidence_on,answer,reason\r\n",
    );
    for line in lines {
        let better = match &line.better {
            None => String::new(),
            Some(Better::Value(value)) => value.clone(),
            Some(Better::Place(kind, id)) => place(*kind, *id),
        };
        let day = line.evidence_at.map(|at| at.day(0).to_string()).unwrap_or_default();
        let cells = [
            &line.id.to_string(),
            &line.record,
            &line.column,
            line.fault.name(),
            &better,
            &line.evidence.zh,
            &line.evidence.en,
            &day,
            "",
            "",
        ];
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            out.push_str(&quoted(cell));
        }
        out.push_str("\r\n");
    }
    out
}

/// A cell, quoted where it must be; one that would be taken for a formula is kept from it.
fn quoted(cell: &str) -> String {
    let cell = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_a_table_that_holds_no_formula() {
        let line = CorrectionLine {
            id: Id::from_bytes([1; 16]),
            record: "W,1".into(),
            column: "户名".into(),
            fault: Fault::Differs,
            better: Some(Better::Value("=王小明".into())),
            evidence: Text::new("常住人口登记", "Population registration"),
            evidence_at: None,
        };
        let text = csv(&[line], |_, _| String::new());
        assert!(
            text.contains("\"W,1\",户名,differs,'=王小明,常住人口登记,Population registration,,,"),
            "{text}"
        );
    }
}
