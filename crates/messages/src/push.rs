//! Browsers that are told by push: each named, listed and taken away by whoever it belongs to.

use std::fmt;

use access::Principal;
use kernel::{Entity, Id, Instant, Text};

use crate::{
    Error, Message, Messages, Result,
    channel::Address,
    store::{
        self,
        push::{EndpointHash, PLACE},
    },
};

/// Devices that an account may have.
const MOST_DEVICES: u64 = 10;
/// Longest name of a device, characters.
const LONGEST_NAME: usize = 60;

/// Marks the ids of devices.
#[derive(Clone, Copy, Debug)]
pub struct PushDeviceMark;

impl Entity for PushDeviceMark {
    const NAME: &'static str = "push device";
}

/// The id of a browser that is told by push.
pub type PushDeviceId = Id<PushDeviceMark>;

/// A browser that is told by push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushDevice {
    /// Its id.
    pub id: PushDeviceId,
    /// What its holder knows it by, such as `Firefox · Android`.
    pub device: String,
    /// Whether a title may stand on its locked screen.
    pub shows_title: bool,
    /// When it was added.
    pub made_at: Instant,
    /// When its push service last took a push for it.
    pub told_at: Option<Instant>,
}

/// A browser that is to be told by push.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPushDevice {
    /// The address that its push service gave it.
    pub endpoint: String,
    /// What its holder knows it by.
    pub device: String,
    /// Whether a title may stand on its locked screen.
    pub shows_title: bool,
}

impl fmt::Debug for NewPushDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPushDevice").field("device", &self.device).finish_non_exhaustive()
    }
}

/// What a browser that was woken finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The browser itself; none where it is not the caller's, or was taken away.
    pub device: Option<PushDevice>,
    /// How many messages the account has not seen.
    pub unseen: u64,
    /// The latest of them.
    pub latest: Option<Message>,
}

impl Messages {
    /// One's own devices, the first one first.
    pub async fn push_devices(&self, principal: &Principal) -> Result<Vec<PushDevice>> {
        store::push::of(&self.database, principal.account).await
    }

    /// Adds a browser, which is told of messages to this account from now on and of nobody else's; one that is
    /// added already keeps its id and its settings.
    pub async fn add_push_device(
        &self,
        principal: &Principal,
        new: &NewPushDevice,
    ) -> Result<PushDeviceId> {
        let of = principal.account;
        let endpoint = Address::endpoint(&new.endpoint).map_err(Error::Unfit)?;
        let name = new.device.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            let wrong = Text::new("请填写 60 字以内的设备名称", "Name the device in 60 characters");
            return Err(Error::Unfit(wrong));
        }
        let hash = hash(&endpoint);
        let sealed = self.access.sealer().seal(PLACE, &endpoint)?;
        let device = PushDevice {
            id: self.ids.next(),
            device: name.to_owned(),
            shows_title: new.shows_title,
            made_at: self.clock.now(),
            told_at: None,
        };
        let mut unit = self.database.begin().await?;
        if let Some(kept) = store::push::by_endpoint(&unit, of, hash).await? {
            return Ok(kept.id);
        }
        if store::push::count_within(&unit, of).await? >= MOST_DEVICES {
            return Err(Error::Unfit(Text::new(
                "最多 10 台设备，请先删除不用的",
                "Ten devices are the most: remove one that you do not use",
            )));
        }
        store::push::release(&mut unit, hash).await?;
        store::push::insert(&mut unit, of, &device, (sealed, hash)).await?;
        let subject = format!("account:{of}");
        self.record(&mut unit, "message.push_add", Some(of), subject, "{}".to_owned()).await?;
        unit.commit().await?;
        Ok(device.id)
    }

    /// Says whether a title may stand on the locked screen of one's own device; false where there is none.
    pub async fn show_title(
        &self,
        principal: &Principal,
        device: PushDeviceId,
        shows_title: bool,
    ) -> Result<bool> {
        let of = principal.account;
        let mut unit = self.database.begin().await?;
        if !store::push::show_title(&mut unit, of, device, shows_title).await? {
            return Ok(false);
        }
        let (subject, detail) = (format!("account:{of}"), format!("{{\"title\":{shows_title}}}"));
        self.record(&mut unit, "message.push_title", Some(of), subject, detail).await?;
        unit.commit().await?;
        Ok(true)
    }

    /// Takes one's own device away; false where there is none.
    pub async fn drop_push_device(
        &self,
        principal: &Principal,
        device: PushDeviceId,
    ) -> Result<bool> {
        let of = principal.account;
        let mut unit = self.database.begin().await?;
        if !store::push::delete(&mut unit, of, device).await? {
            return Ok(false);
        }
        let subject = format!("account:{of}");
        self.record(&mut unit, "message.push_drop", Some(of), subject, "{}".to_owned()).await?;
        unit.commit().await?;
        Ok(true)
    }

    /// What is new for the account in a browser that was woken at `endpoint`.
    pub async fn news(&self, principal: &Principal, endpoint: &str) -> Result<News> {
        let of = principal.account;
        let device = match Address::endpoint(endpoint) {
            Ok(endpoint) => store::push::by_endpoint(&self.database, of, hash(&endpoint)).await?,
            Err(_) => None,
        };
        let latest = store::messages::page(&self.database, of, true, None, 1).await?.pop();
        let unseen = store::messages::unseen(&self.database, of).await?;
        Ok(News { device, unseen, latest })
    }
}

fn hash(endpoint: &str) -> EndpointHash {
    *blake3::hash(endpoint.as_bytes()).as_bytes()
}
