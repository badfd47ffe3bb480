//! A message on its way to the browsers of its reader: each is told once, and one that is gone is forgotten.

use crate::{
    Carrier, Messages, PushDeviceId, Refused, Result,
    channel::Address,
    store::{self, deliveries::Claimed, push::PLACE},
};

impl Messages {
    /// Tries the devices that were not told yet. What was seen in the app meanwhile wakes nobody.
    pub(crate) async fn try_push(&self, carrier: &impl Carrier, one: &Claimed) -> Result<()> {
        let (reader, message) = (one.message.to, one.message.id);
        let waiting = if one.message.seen_at.is_some() {
            Vec::new()
        } else {
            store::push::waiting(&self.database, reader, message).await?
        };
        let tried = waiting.iter().map(|(_, sealed)| self.push_to(carrier, one, sealed));
        let answers = futures::future::join_all(tried).await;
        let now = self.clock.now();
        let mut met = Ok(());
        let mut unit = self.database.begin().await?;
        for ((device, _), answer) in waiting.iter().zip(answers) {
            match answer? {
                Ok(()) => store::push::tell(&mut unit, message, *device, now).await?,
                Err(Refused::Gone) => self.push_gone(&mut unit, one, *device).await?,
                Err(refused) => met = Err(before(met, refused)),
            }
        }
        unit.commit().await?;
        if met.is_ok() && store::push::told(&self.database, message).await? == 0 {
            return self.drop_one(one).await;
        }
        self.settle(one, met).await
    }

    async fn push_to(
        &self,
        carrier: &impl Carrier,
        one: &Claimed,
        sealed: &[u8],
    ) -> Result<Result<(), Refused>> {
        let Ok(endpoint) = self.access.sealer().open_value(PLACE, sealed) else {
            // No failure of the others, which are not told a second time for it.
            return Ok(Err(Refused::Later("the address cannot be opened".to_owned())));
        };
        let to = Address::Push { endpoint, urgent: one.message.urgent };
        Ok(carrier.carry(self.parcel(&one.message, to).await?).await)
    }

    async fn push_gone(
        &self,
        unit: &mut database::UnitOfWork,
        one: &Claimed,
        device: PushDeviceId,
    ) -> Result<()> {
        let reader = one.message.to;
        if store::push::delete(unit, reader, device).await? {
            let subject = format!("account:{reader}");
            self.record(unit, "message.push_gone", None, subject, "{}".to_owned()).await?;
        }
        Ok(())
    }
}

/// Of two refusals the one that says when to try again: the longest wait, before a try by our own delays, before
/// what no try will change.
fn before(met: Result<(), Refused>, refused: Refused) -> Refused {
    match (met, refused) {
        (Err(Refused::Wait(words, one)), Refused::Wait(_, other)) => {
            Refused::Wait(words, one.max(other))
        }
        (Err(kept @ Refused::Wait(..)), _) | (Err(kept), Refused::Never(_)) => kept,
        (_, refused) => refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_that_may_be_reached_later_is_not_given_up_for_another() {
        let never = || Refused::Never("not by https".to_owned());
        let later = || Refused::Later("HTTP 500".to_owned());
        let wait = |seconds| Refused::Wait("HTTP 429".to_owned(), seconds);
        assert_eq!(before(Ok(()), never()), never());
        assert_eq!(before(Err(never()), later()), later());
        assert_eq!(before(Err(later()), never()), later());
        assert_eq!(before(Err(later()), wait(60)), wait(60));
        assert_eq!(before(Err(wait(60)), later()), wait(60));
        assert_eq!(before(Err(wait(60)), wait(90)), wait(90));
    }
}
