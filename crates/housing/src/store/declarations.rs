//! Declarations as they stand, with whom they are of, sealed.

use access::{Person, SealedPlace, SealedTable};
use database::{Database, Dialect, UnitOfWork, id_value};
use kernel::{AreaPath, Id, Instant, Text};
use sea_orm::{QueryResult, Value};

use super::{Via, Where, count, get, id, json, row, rows, to_json};
use crate::{
    AccountId, BuildingId, DeclarationId, Error, Result, UnitId,
    declaration::{
        Declaration, DeclarationRefusal, DeclarationState, Document, NAME, NUMBER, PHONE, Sealed,
        Tie,
    },
    filter::DeclarationFilter,
};

/// The columns that hold sealed values.
pub(crate) const SEALED: &[SealedTable] =
    &[sealed("name", NAME), sealed("number", NUMBER), sealed("phone", PHONE)];

const fn sealed(column: &'static str, place: &'static str) -> SealedTable {
    SealedTable {
        table: "housing_declaration",
        key: (&[], "id"),
        sealed: column,
        place: SealedPlace::Fixed(place),
    }
}

/// Most rows that a list is counted to.
const MOST_COUNTED: u64 = 1_000;
/// Declarations of one account, or of one person, that are listed.
const MOST_OWN: i64 = 500;

/// A declaration with what is kept beside it.
#[derive(Clone, Debug)]
pub struct DeclarationRow {
    /// Its place in lists.
    pub seq: i64,
    /// The declaration.
    pub declaration: Declaration,
    /// The area of its building.
    pub area: AreaPath,
    /// Whom the log of reads names: the person where they are known, else a name that stands in this declaration alone.
    pub subject: Id<Person>,
    /// Why it is handled in the green channel, where it is, by the stars of its building when it came.
    pub green: Option<Text>,
    /// The name that stood for them on the log until they were known.
    pub stand_in: Option<Id<Person>>,
    /// The token of the person's number.
    pub(crate) token: Option<[u8; 16]>,
    /// What kind of document it is of.
    pub(crate) document: Document,
    pub(crate) name: Vec<u8>,
    pub(crate) number: Option<Vec<u8>>,
    pub(crate) phone: Option<Vec<u8>>,
}

impl DeclarationRow {
    /// Whether it is of the person whose number has this token.
    #[must_use]
    pub fn is_of(&self, token: Option<[u8; 16]>) -> bool {
        token.is_some() && self.token == token
    }

    /// The token of the person's number, to compare with.
    #[must_use]
    pub const fn token(&self) -> Option<[u8; 16]> {
        self.token
    }
}

/// Somebody's own word that they let, run or house in a unit, which was verified, and whose last day is not over at `?2`.
const ANSWERS: &str = "tie IN ('lets', 'sub_lets', 'brokers', 'houses', 'operates')
    AND own = 1 AND state = 'verified' AND (until_at IS NULL OR until_at > ?2)";

const COLUMNS: &str =
    "seq, area, subject, stand_in, token, document, name, number, phone, green, body";

/// Its place in the list for the door: the green channel first, each part the newest first. No `seq` ever gets so far.
const RANK: &str = "(CASE WHEN green IS NULL THEN seq ELSE seq + 4611686018427387904 END)";

/// Columns that follow from the declaration, in order.
const STATE: [&str; 7] =
    ["version", "state", "tie", "used_as", "changed_at", "closed_at", "until_at"];

fn state(declaration: &Declaration) -> Vec<Value> {
    vec![
        i64::from(declaration.version).into(),
        declaration.state.name().into(),
        declaration.said.tie.name().into(),
        declaration.said.used_as.name().into(),
        declaration.changed_at.micros().into(),
        declaration.closed_at().map(Instant::micros).into(),
        declaration.said.until_at().map(Instant::micros).into(),
    ]
}

/// Who is written down with a new one.
pub(crate) struct Whom<'a> {
    pub(crate) subject: Id<Person>,
    pub(crate) document: Document,
    pub(crate) sealed: &'a Sealed,
    /// Why it is handled in the green channel, where it is.
    pub(crate) green: Option<Text>,
}

/// Writes a new one; false where the same is there already, which another server may have taken at this very moment.
pub(crate) async fn insert(
    unit: &mut UnitOfWork,
    new: &Declaration,
    area: &AreaPath,
    whom: Whom<'_>,
) -> Result<bool> {
    let dwelling = new.place.unit.ok_or(Error::Missing)?;
    let beside = [
        "id",
        "building_id",
        "unit_id",
        "area",
        "declarant",
        "own",
        "subject",
        "token",
        "document",
        "name",
        "number",
        "phone",
        "green",
        "body",
    ];
    let columns: Vec<&str> = beside.into_iter().chain(STATE).collect();
    let mut values: Vec<Value> = vec![
        id_value(new.id),
        id_value(new.place.building),
        id_value(dwelling),
        area.as_str().into(),
        id_value(new.declarant),
        i64::from(new.own).into(),
        id_value(whom.subject),
        whom.sealed.token.map(|token| token.to_vec()).into(),
        whom.document.name().into(),
        whom.sealed.name.clone().into(),
        whom.sealed.number.clone().into(),
        whom.sealed.phone.clone().into(),
        whom.green.map(|why| to_json("housing_declaration.green", &why)).transpose()?.into(),
        to_json("housing_declaration.body", new)?.into(),
    ];
    values.extend(state(new));
    let once = "ON CONFLICT DO NOTHING";
    Ok(unit.insert_rows("housing_declaration", &columns, vec![values], once).await? > 0)
}

/// What is put right may come to say what another says: there is one of each ([`alike`]).
fn twice(error: database::Error) -> Error {
    if error.is_duplicate() { DeclarationRefusal::Twice.into() } else { error.into() }
}

/// Writes what became of one, and whom the log names by now; false where somebody else was first.
pub(crate) async fn update(
    unit: &mut UnitOfWork,
    before: u32,
    next: &Declaration,
    subject: Id<Person>,
) -> Result<bool> {
    let set: Vec<String> =
        STATE.iter().enumerate().map(|(n, column)| format!("{column} = ?{}", n + 5)).collect();
    let sql = format!(
        "UPDATE housing_declaration SET stand_in = CASE WHEN subject <> ?3 THEN subject ELSE stand_in END,
         subject = ?3, body = ?4, {} WHERE id = ?1 AND version = ?2",
        set.join(", ")
    );
    let mut values: Vec<Value> = vec![
        id_value(next.id),
        i64::from(before).into(),
        id_value(subject),
        to_json("housing_declaration.body", next)?.into(),
    ];
    values.extend(state(next));
    let written = unit.execute("write what became of a declaration", &sql, values).await;
    Ok(written.map_err(twice)? == 1)
}

/// Writes the person anew, as the declarant put it right; looks at another are not theirs.
pub(crate) async fn rename(
    unit: &mut UnitOfWork,
    of: DeclarationId,
    document: Document,
    sealed: &Sealed,
) -> Result<()> {
    let sql = "UPDATE housing_declaration SET stand_in = CASE WHEN token = ?2 THEN stand_in END,
        token = ?2, document = ?3, name = ?4, number = ?5, phone = ?6 WHERE id = ?1";
    let values: [Value; 6] = [
        id_value(of),
        sealed.token.map(|token| token.to_vec()).into(),
        document.name().into(),
        sealed.name.clone().into(),
        sealed.number.clone().into(),
        sealed.phone.clone().into(),
    ];
    unit.execute("put right whom a declaration is of", sql, values).await.map_err(twice)?;
    Ok(())
}

/// One of them.
pub(crate) async fn find(from: Via<'_>, of: DeclarationId) -> Result<Option<DeclarationRow>> {
    let sql = format!("SELECT {COLUMNS} FROM housing_declaration WHERE id = ?1");
    let found = row(from, "read a declaration", &sql, [id_value(of)]).await?;
    found.as_ref().map(read).transpose()
}

/// One to act on, locked until the unit of work ends.
pub(crate) async fn to_act_on(
    unit: &UnitOfWork,
    of: DeclarationId,
) -> Result<Option<DeclarationRow>> {
    let lock = match unit.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE",
    };
    let sql = format!("SELECT {COLUMNS} FROM housing_declaration WHERE id = ?1{lock}");
    let found = row(unit, "read a declaration", &sql, [id_value(of)]).await?;
    found.as_ref().map(read).transpose()
}

/// One of the same person with the same tie to the same unit by the same declarant, which is not over: what is declared
/// again is that one. Without a number it is of the declarant.
pub(crate) async fn alike(
    from: Via<'_>,
    dwelling: UnitId,
    declarant: AccountId,
    tie: Tie,
    token: Option<[u8; 16]>,
) -> Result<Option<DeclarationRow>> {
    let of_whom = if token.is_some() { "token = ?4" } else { "token IS NULL" };
    let sql = format!(
        "SELECT {COLUMNS} FROM housing_declaration WHERE unit_id = ?1 AND declarant = ?2 AND tie = ?3
         AND {of_whom} AND closed_at IS NULL ORDER BY seq LIMIT 1"
    );
    let mut values: Vec<Value> = vec![id_value(dwelling), id_value(declarant), tie.name().into()];
    values.extend(token.map(|token| Value::from(token.to_vec())));
    let found = row(from, "look for the same declaration", &sql, values).await?;
    found.as_ref().map(read).transpose()
}

/// People declared as living in the dormitories of a building, each once; without the declaration that is weighed.
pub(crate) async fn housed(
    from: Via<'_>,
    building: BuildingId,
    but: Option<DeclarationId>,
) -> Result<u64> {
    let sql = "SELECT COUNT(DISTINCT COALESCE(token, id)) AS n FROM housing_declaration
        WHERE building_id = ?1 AND tie = 'lives' AND used_as IN ('dormitory', 'site')
        AND closed_at IS NULL AND id <> ?2";
    let but = but.unwrap_or(DeclarationId::from_bytes([0; 16]));
    let found = row(from, "count beds that are taken", sql, [id_value(building), id_value(but)]);
    Ok(found.await?.map_or(Ok(0), |row| count(&row, "n"))?)
}

/// Whether a declaration of the person stands at another unit, and its last day is not over.
pub(crate) async fn stands_elsewhere(
    from: Via<'_>,
    token: [u8; 16],
    dwelling: UnitId,
    now: Instant,
) -> Result<bool> {
    let sql = "SELECT 1 AS one FROM housing_declaration WHERE token = ?1 AND unit_id <> ?2
        AND tie = 'lives' AND state = 'verified' AND (until_at IS NULL OR until_at > ?3) LIMIT 1";
    let values: [Value; 3] = [token.to_vec().into(), id_value(dwelling), now.micros().into()];
    Ok(row(from, "look where else somebody is declared", sql, values).await?.is_some())
}

/// What an account declared, the newest first.
pub(crate) async fn of_declarant(
    from: Via<'_>,
    declarant: AccountId,
) -> Result<Vec<DeclarationRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM housing_declaration WHERE declarant = ?1 ORDER BY seq DESC LIMIT ?2"
    );
    let values: [Value; 2] = [id_value(declarant), MOST_OWN.into()];
    let found = rows(from, "read one's own declarations", &sql, values).await?;
    found.iter().map(read).collect()
}

/// What an account declared of its own person, the newest first: among thousands of others too.
pub(crate) async fn of_oneself(from: Via<'_>, account: AccountId) -> Result<Vec<DeclarationRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM housing_declaration WHERE declarant = ?1 AND own = 1
         ORDER BY seq DESC LIMIT ?2"
    );
    let values: [Value; 2] = [id_value(account), MOST_OWN.into()];
    let found = rows(from, "read what somebody declared of themselves", &sql, values).await?;
    found.iter().map(read).collect()
}

/// What was declared of a person, the newest first.
pub(crate) async fn of_token(from: Via<'_>, token: [u8; 16]) -> Result<Vec<DeclarationRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM housing_declaration WHERE token = ?1 ORDER BY seq DESC LIMIT ?2"
    );
    let values: [Value; 2] = [token.to_vec().into(), MOST_OWN.into()];
    let found = rows(from, "read what was declared of somebody", &sql, values).await?;
    found.iter().map(read).collect()
}

/// Accounts whose word that they themselves let, run or house in a unit was verified, and whose last day is not over: they
/// answer for it.
pub(crate) async fn answering(
    from: Via<'_>,
    dwelling: UnitId,
    now: Instant,
) -> Result<Vec<AccountId>> {
    let sql = format!(
        "SELECT DISTINCT declarant FROM housing_declaration WHERE unit_id = ?1 AND {ANSWERS}"
    );
    let values: [Value; 2] = [id_value(dwelling), now.micros().into()];
    let found = rows(from, "read who answers for a unit", &sql, values).await?;
    found.iter().map(|row| Ok(id(row, "declarant")?)).collect()
}

/// Accounts that speak for a building as a whole, each once: they answer for a unit of it, and let or run it.
pub(crate) async fn speaking_for(
    from: Via<'_>,
    building: BuildingId,
    now: Instant,
) -> Result<Vec<AccountId>> {
    let sql = format!(
        "SELECT body FROM housing_declaration WHERE building_id = ?1 AND {ANSWERS} ORDER BY seq"
    );
    let values: [Value; 2] = [id_value(building), now.micros().into()];
    let found = rows(from, "read who speaks for a building", &sql, values).await?;
    let mut accounts = Vec::new();
    for row in &found {
        let declaration: Declaration = json(row, "body")?;
        if declaration.speaks_for_building() && !accounts.contains(&declaration.declarant) {
            accounts.push(declaration.declarant);
        }
    }
    Ok(accounts)
}

/// What an account said of itself by which it answers for units, the newest first.
pub(crate) async fn answered_for(
    from: Via<'_>,
    account: AccountId,
    now: Instant,
) -> Result<Vec<(Declaration, AreaPath)>> {
    let sql = format!(
        "SELECT body, area FROM housing_declaration WHERE declarant = ?1 AND {ANSWERS}
         ORDER BY seq DESC LIMIT ?3"
    );
    let values: [Value; 3] = [id_value(account), now.micros().into(), MOST_OWN.into()];
    let found = rows(from, "read what an account answers for", &sql, values).await?;
    let one = |row: &QueryResult| -> Result<(Declaration, AreaPath)> {
        let area: String = get(row, "area")?;
        Ok((json(row, "body")?, area.parse().unwrap_or_default()))
    };
    found.iter().map(one).collect()
}

fn conditions(filter: &DeclarationFilter) -> Where {
    let mut all = Where::default();
    all.within("area", &filter.area);
    if let Some(state) = filter.state {
        all.add("state = ?", [state.name().into()]);
    }
    if filter.for_the_door {
        let states: [Value; 3] = [
            DeclarationState::Confirming.name().into(),
            DeclarationState::Verifying.name().into(),
            DeclarationState::Leaving.name().into(),
        ];
        all.add("state IN (?, ?, ?)", states);
    }
    if let Some(dwelling) = filter.unit {
        all.add("unit_id = ?", [id_value(dwelling)]);
    }
    all
}

/// A page, the newest first; of those for the door the green channel first.
pub(crate) async fn list(
    database: &Database,
    filter: &DeclarationFilter,
) -> Result<Vec<DeclarationRow>> {
    let mut all = conditions(filter);
    let rank = if filter.for_the_door { RANK } else { "seq" };
    if let Some(after) = filter.after {
        all.add(&format!("{rank} < ?"), [after.into()]);
    }
    let condition = all.text();
    let limit = all.push(i64::from(filter.limit));
    let columns = COLUMNS.replacen("seq", &format!("{rank} AS seq"), 1);
    let sql = format!(
        "SELECT {columns} FROM housing_declaration WHERE {condition} ORDER BY {rank} DESC LIMIT ?{limit}"
    );
    let found = rows(database, "list declarations", &sql, all.values).await?;
    found.iter().map(read).collect()
}

/// How many declarations of a building stand how, by what they say somebody does there.
pub(crate) async fn tally(
    database: &Database,
    building: BuildingId,
) -> Result<Vec<(DeclarationState, Tie, u64)>> {
    let sql = "SELECT state, tie, COUNT(*) AS n FROM housing_declaration WHERE building_id = ?1
         GROUP BY state, tie";
    let values = [id_value(building)];
    let found = rows(database, "count declarations of a building", sql, values).await?;
    let one = |row: &QueryResult| -> Result<(DeclarationState, Tie, u64)> {
        let (state, tie): (String, String) = (get(row, "state")?, get(row, "tie")?);
        let stored = |what, problem| Error::Stored { what, problem };
        Ok((
            DeclarationState::from_name(&state)
                .ok_or_else(|| stored("housing_declaration.state", state))?,
            Tie::from_name(&tie).ok_or_else(|| stored("housing_declaration.tie", tie))?,
            count(row, "n")?,
        ))
    };
    let mut told: Vec<_> = found.iter().map(one).collect::<Result<_>>()?;
    told.sort_unstable();
    Ok(told)
}

/// How many there are, counted up to 1,001.
pub(crate) async fn count_all(database: &Database, filter: &DeclarationFilter) -> Result<u64> {
    let all = conditions(filter);
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM housing_declaration WHERE {} LIMIT {}) AS counted",
        all.text(),
        MOST_COUNTED + 1
    );
    let found = row(database, "count declarations", &sql, all.values).await?;
    Ok(found.map_or(Ok(0), |row| count(&row, "n"))?)
}

fn read(row: &QueryResult) -> Result<DeclarationRow> {
    let area: String = get(row, "area")?;
    let token: Option<Vec<u8>> = get(row, "token")?;
    let document: String = get(row, "document")?;
    let stand_in: Option<Vec<u8>> = get(row, "stand_in")?;
    let green: Option<String> = get(row, "green")?;
    Ok(DeclarationRow {
        seq: get(row, "seq")?,
        declaration: json(row, "body")?,
        area: area.parse().unwrap_or_default(),
        subject: id(row, "subject")?,
        stand_in: stand_in.and_then(|bytes| bytes.try_into().ok()).map(Id::from_bytes),
        green: green.and_then(|why| serde_json::from_str(&why).ok()),
        token: token.and_then(|token| token.try_into().ok()),
        document: Document::from_name(&document)
            .ok_or(Error::Stored { what: "housing_declaration.document", problem: document })?,
        name: get(row, "name")?,
        number: get(row, "number")?,
        phone: get(row, "phone")?,
    })
}
