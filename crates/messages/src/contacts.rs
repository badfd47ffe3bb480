//! Where somebody can be reached: an address of their own, confirmed by a code that was sent there.

use access::{Account, Principal, mask_email, mask_phone};
use kernel::{Id, Instant, Text};

use crate::{
    Carrier, Channel, Error, Messages, Parcel, Refused, Result,
    channel::Address,
    store::{self, contacts::PLACE},
};

/// A code is good for this long, seconds.
const CODE_S: i64 = 1_800;
/// Another code is sent this long after the last, seconds.
const NEXT_CODE_S: i64 = 60;
/// Guesses that a code takes.
const GUESSES: u32 = 5;

/// An address as its holder sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The channel it is for.
    pub channel: Channel,
    /// The address, masked.
    pub shown: String,
    /// When its holder confirmed it; nothing is sent there before.
    pub confirmed_at: Option<Instant>,
}

impl Messages {
    /// Where one can be reached.
    pub async fn contacts(&self, principal: &Principal) -> Result<Vec<Contact>> {
        let kept = store::contacts::of(&self.database, principal.account).await?;
        let shown = |kept: store::contacts::Kept| {
            let address = self.access.sealer().open_value(PLACE, &kept.sealed)?;
            let mask = if kept.channel == Channel::Email { mask_email } else { mask_phone };
            let (channel, confirmed_at) = (kept.channel, kept.confirmed_at);
            Ok(Contact { channel, shown: mask(&address), confirmed_at })
        };
        kept.into_iter().map(shown).collect()
    }

    /// Sets one's own address for a channel and sends a code there, by which it is confirmed.
    pub async fn set_contact(
        &self,
        principal: &Principal,
        channel: Channel,
        address: &str,
        carrier: &impl Carrier,
    ) -> Result<()> {
        let (of, now) = (principal.account, self.clock.now());
        let to = Address::parse(channel, address).map_err(Error::Unfit)?;
        let kept = store::contacts::of(&self.database, of).await?;
        let last = kept.iter().find(|kept| kept.channel == channel && kept.code_hash.is_some());
        let soon =
            |kept: &store::contacts::Kept| kept.code_until > now.plus_seconds(CODE_S - NEXT_CODE_S);
        if last.is_some_and(soon) {
            return Err(Error::Unfit(Text::new(
                "验证码刚刚发过，请一分钟后再试",
                "A code was sent a moment ago: try again in a minute",
            )));
        }
        let code = self.code();
        let sealed = self.access.sealer().seal(PLACE, to.written())?;
        let until = now.plus_seconds(CODE_S);
        let mut unit = self.database.begin().await?;
        store::contacts::set(&mut unit, of, channel, sealed, hash(of, &code), until).await?;
        let subject = format!("account:{of}");
        let detail = format!("{{\"channel\":\"{}\"}}", channel.name());
        self.record(&mut unit, "message.contact", Some(of), subject, detail).await?;
        unit.commit().await?;
        let title = Text::new(
            format!("验证码 {code}，30 分钟内有效。不是您本人操作请忽略。"),
            format!("Your code is {code}, good for 30 minutes. Not you? Then do nothing."),
        );
        let parcel = Parcel {
            id: self.ids.next::<crate::MessageMark>().to_string(),
            kind: "code".to_owned(),
            to,
            lang: principal.lang,
            subject: String::new(),
            title,
            link: None,
            made_at: now,
            at: now,
        };
        carrier.carry(parcel).await.map_err(|refused| match refused {
            Refused::NotSetUp => Error::NotSetUp(channel.name()),
            other => Error::Carry(other.to_string()),
        })
    }

    /// Confirms an address with the code that was sent there.
    pub async fn confirm_contact(
        &self,
        principal: &Principal,
        channel: Channel,
        code: &str,
    ) -> Result<()> {
        let (of, now) = (principal.account, self.clock.now());
        let kept = store::contacts::of(&self.database, of).await?;
        let kept = kept.into_iter().find(|kept| kept.channel == channel).ok_or(Error::WrongCode)?;
        let wanted = kept.code_hash.ok_or(Error::WrongCode)?;
        if kept.guesses >= GUESSES || kept.code_until <= now {
            return Err(Error::WrongCode);
        }
        let mut unit = self.database.begin().await?;
        if wanted != hash(of, code.trim()) {
            store::contacts::guessed(&mut unit, of, channel).await?;
            unit.commit().await?;
            return Err(Error::WrongCode);
        }
        if !store::contacts::confirm(&mut unit, of, channel, wanted, now).await? {
            return Err(Error::WrongCode);
        }
        let subject = format!("account:{of}");
        self.record(&mut unit, "message.contact_confirm", Some(of), subject, "{}".to_owned())
            .await?;
        Ok(unit.commit().await?)
    }

    /// Forgets one's own address. What waits for it is dropped when its turn comes.
    pub async fn forget_contact(&self, principal: &Principal, channel: Channel) -> Result<bool> {
        let of = principal.account;
        let mut unit = self.database.begin().await?;
        if !store::contacts::delete(&mut unit, of, channel).await? {
            return Ok(false);
        }
        let subject = format!("account:{of}");
        self.record(&mut unit, "message.contact_forget", Some(of), subject, "{}".to_owned())
            .await?;
        unit.commit().await?;
        Ok(true)
    }

    /// The confirmed address of an account, opened.
    pub(crate) async fn reached_at(
        &self,
        account: Id<Account>,
        channel: Channel,
    ) -> Result<Option<Address>> {
        let kept = store::contacts::of(&self.database, account).await?;
        let fits =
            |kept: &store::contacts::Kept| kept.channel == channel && kept.confirmed_at.is_some();
        let Some(kept) = kept.into_iter().find(fits) else { return Ok(None) };
        let address = self.access.sealer().open_value(PLACE, &kept.sealed)?;
        Address::parse(channel, &address).map(Some).map_err(Error::Unfit)
    }

    /// Six digits.
    fn code(&self) -> String {
        let mut bytes = [0; 8];
        self.access.draw(&mut bytes);
        format!("{:06}", u64::from_be_bytes(bytes) % 1_000_000)
    }
}

fn hash(of: Id<Account>, code: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&of.to_bytes()).update(code.as_bytes());
    *hasher.finalize().as_bytes()
}
