//! What is begun at night: drafts of ratings that are due again. Nothing is decided, nothing is published.

use database::Via;

use crate::{Actor, BuildingId, Cause, Error, Housing, RatingState, Result, facts::How, store};

/// Seconds from midnight in which the run of a day begins.
const NIGHT_S: std::ops::Range<i64> = 3_600..21_600;
/// Buildings that are looked at together.
const TOGETHER: u32 = 100;

impl Housing {
    /// Begins drafts of ratings that are due by their day or because of what happened, `night_drafts` of the rules at the
    /// most: once a night, whoever of several servers comes first. How many; nothing where it is not night, or was done.
    ///
    /// A run that breaks off is not taken up again: the next night finds what is still due.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn draft_at_night(&self) -> Result<Option<u32>> {
        let when = self.when();
        if !NIGHT_S
            .contains(&when.now.seconds_since(when.today.midnight(self.calendar().offset_minutes)))
        {
            return Ok(None);
        }
        let mut unit = self.database.begin().await?;
        let begun = store::nights::begin(&mut unit, when.today, when.now).await?;
        unit.commit().await?;
        if !begun {
            return Ok(None);
        }
        let (drafted, failed) = self.draft_due(self.stars.published().night_drafts).await?;
        let mut unit = self.database.begin().await?;
        store::nights::finish(&mut unit, when.today, drafted).await?;
        unit.commit().await?;
        failed.map_or(Ok(Some(drafted)), Err)
    }

    /// Begins so many drafts of ratings that are due, at the most. A building that fails keeps no other from its draft: what
    /// went wrong last.
    async fn draft_due(&self, most: u32) -> Result<(u32, Option<Error>)> {
        let when = self.when();
        let (mut drafted, mut failed, mut after) = (0, None, None);
        loop {
            let moment = (when.today, when.now);
            let via = Via::from(&self.database);
            let found = store::nights::candidates(via, self.stars, moment, after, TOGETHER).await?;
            for building in &found {
                if drafted >= most {
                    return Ok((drafted, failed));
                }
                match self.draft_if_due(*building).await {
                    Ok(begun) => drafted += u32::from(begun),
                    Err(error) => failed = Some(error),
                }
            }
            let Some(last) = found.last() else { return Ok((drafted, failed)) };
            after = Some(*last);
        }
    }

    /// Whether a draft was begun: not where nothing calls for one, facts are missing, an officer was faster, or sent the last
    /// one back.
    async fn draft_if_due(&self, building: BuildingId) -> Result<bool> {
        let via = Via::from(&self.database);
        let history = store::ratings::of(via, building).await?;
        // What an officer sent back an officer drafts again: it would come back each night.
        let last = history.iter().max_by_key(|one| (one.drafted_at, one.id));
        if last.is_some_and(|one| one.state == RatingState::SentBack) {
            return Ok(false);
        }
        let cause = match self.called_for(via, building, &history).await {
            Ok(Some(cause)) => cause,
            Ok(None) | Err(Error::UnderWay) => return Ok(false),
            Err(error) => return Err(error),
        };
        let at = match self.at_building(building).await {
            Ok(at) => at,
            Err(Error::Missing) => return Ok(false),
            Err(error) => return Err(error),
        };
        let how = How { words: why(cause), ..How::bare(self.ids.next()) };
        match self.draft(at, Actor::Installation, how).await {
            Ok(_) => Ok(true),
            Err(Error::UnderWay | Error::NotDue | Error::Rating(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Why it was drafted, as its file says.
fn why(cause: Cause) -> String {
    let cause = cause.label();
    format!(
        "夜间自动起草：{}。由工作人员审核决定。 Drafted by the run of the night: {}. An officer decides.",
        cause.zh, cause.en
    )
}
