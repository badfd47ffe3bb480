//! An installation whose clock and outside world the test decides.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    error::Error as AnyError,
    sync::{Arc, Mutex},
};

use access::{Access, AccessSettings, Account, Assignment, Principal, Role};
use database::{Change, FeedEntry, Migration};
use kernel::{AreaPath, Chance, Id, Lang, Text};
use messages::{Carrier, Channel, Message, Messages, NewMessage, Parcel, Refused, Teller};
use testing::World;
use tokio::sync::Notify;

/// The place's zone, minutes east of UTC.
pub(crate) const ZONE: i32 = 480;

/// The tables of messages, and those that they stand on.
pub(crate) const TABLES: &[&[Migration]] = &[access::MIGRATIONS, messages::MIGRATIONS];

/// On each database, with [`TABLES`].
pub(crate) fn on_each_database<F: Future<Output = ()>>(test: impl Fn(Arc<World>) -> F) {
    testing::on_each_migrated(TABLES, test);
}

pub(crate) struct Desk {
    pub(crate) world: Arc<World>,
    pub(crate) access: Arc<Access>,
    pub(crate) messages: Messages,
    pub(crate) outside: Outside,
}

impl Desk {
    pub(crate) async fn open(world: Arc<World>) -> Self {
        world.database.migrate(TABLES, &*world.clock).await.unwrap();
        let access = Access::open(
            world.database.clone(),
            world.folder.path(),
            world.clock.clone(),
            world.ids.clone(),
            Chance::seeded(3),
            AccessSettings::default(),
        );
        let access = Arc::new(access.unwrap());
        let messages = Messages::open(
            world.database.clone(),
            Arc::clone(&access),
            world.ids.clone(),
            world.clock.clone(),
            ZONE,
        );
        Self { world, access, messages: messages.unwrap(), outside: Outside::default() }
    }

    pub(crate) fn somebody(&self, role: Role) -> Principal {
        Principal {
            account: self.world.ids.next(),
            login: "somebody".to_owned(),
            name: "Somebody".to_owned(),
            office: Text::new("某办公室", "Some office"),
            lang: Lang::En,
            assignments: vec![Assignment::new(role, AreaPath::whole())],
            person: None,
        }
    }

    /// Something happens that each of `readers` is to be told.
    pub(crate) async fn happens(&self, readers: &[Id<Account>]) {
        let to: Vec<String> = readers.iter().map(ToString::to_string).collect();
        let change = Change {
            topic: "cases",
            kind: "case.assign".to_owned(),
            subject: "case:0192".to_owned(),
            detail: to.join(" "),
        };
        let (ids, clock) = (&self.world.ids, &*self.world.clock);
        let mut unit = self.world.database.begin().await.unwrap();
        unit.publish(&change, ids, clock).await.unwrap();
        unit.commit().await.unwrap();
    }

    pub(crate) async fn follow(&self) -> usize {
        self.messages.follow("cases", &Everybody).await.unwrap()
    }

    pub(crate) async fn deliver(&self) -> usize {
        self.messages.deliver(&self.outside, 50).await.unwrap()
    }

    /// A webhook for `account`, so that its messages go somewhere.
    pub(crate) async fn hooked(&self, account: Id<Account>) {
        let keeper = self.somebody(Role::Administrator);
        self.messages.set_hook(&keeper, account, "https://hooks.example.org/linli").await.unwrap();
    }

    pub(crate) async fn rows_of(&self, reader: &Principal) -> Vec<Message> {
        self.messages.page(reader, false, None, 500).await.unwrap().rows
    }
}

/// Tells everybody whom the change names.
pub(crate) struct Everybody;

impl Teller for Everybody {
    async fn tell(
        &self,
        entry: &FeedEntry,
    ) -> Result<Vec<NewMessage>, Box<dyn AnyError + Send + Sync>> {
        let one = |to: &str| -> Result<NewMessage, Box<dyn AnyError + Send + Sync>> {
            Ok(told(to.parse()?, &format!("cases:{}", entry.sequence)))
        };
        entry.detail.split_whitespace().map(one).collect()
    }
}

/// A message that a case is assigned.
pub(crate) fn told(to: Id<Account>, cause: &str) -> NewMessage {
    let values = BTreeMap::from([
        ("number", Text::new("261129-7K", "261129-7K")),
        ("what", Text::new("漏水", "a leak")),
    ]);
    let (kind, subject) = ("case_assigned", "case:0192".to_owned());
    NewMessage { to, kind, subject, values, cause: cause.to_owned() }
}

/// What the outside does with the next parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It takes it.
    Taken,
    /// It does not.
    Refused,
    /// It takes it, and its answer is lost.
    AnswerLost,
    /// Our process dies before it is sent.
    DeadBefore,
    /// Our process dies after it was taken.
    DeadAfter,
    /// It never will.
    Never,
    /// It is gone for good.
    Gone,
    /// It does not, and asks to be left alone for ten minutes.
    Busy,
}

/// The outside world: takes what comes, as it is told to.
#[derive(Clone, Default)]
pub(crate) struct Outside(Arc<Inner>);

#[derive(Default)]
struct Inner {
    fates: Mutex<VecDeque<Fate>>,
    taken: Mutex<Vec<Parcel>>,
    settled: Mutex<BTreeSet<String>>,
    again: Mutex<Vec<String>>,
    died: Notify,
}

impl Outside {
    pub(crate) fn next(&self, fates: &[Fate]) {
        self.0.fates.lock().unwrap().extend(fates);
    }

    pub(crate) fn be_kind(&self) {
        self.0.fates.lock().unwrap().clear();
    }

    pub(crate) fn taken(&self) -> Vec<Parcel> {
        self.0.taken.lock().unwrap().clone()
    }

    /// Our side has written down that this arrived: it must not come again.
    pub(crate) fn is_settled(&self, id: &str) {
        self.0.settled.lock().unwrap().insert(id.to_owned());
    }

    /// What came again though it was settled.
    pub(crate) fn came_again(&self) -> Vec<String> {
        self.0.again.lock().unwrap().clone()
    }

    /// Ends when our process is to die.
    pub(crate) async fn died(&self) {
        self.0.died.notified().await;
    }

    fn take(&self, parcel: Parcel) {
        self.0.taken.lock().unwrap().push(parcel);
    }
}

impl Carrier for Outside {
    async fn carry(&self, parcel: Parcel) -> Result<(), Refused> {
        if self.0.settled.lock().unwrap().contains(&parcel.id) {
            self.0.again.lock().unwrap().push(parcel.id.clone());
        }
        let fate = self.0.fates.lock().unwrap().pop_front().unwrap_or(Fate::Taken);
        match fate {
            Fate::Taken => self.take(parcel),
            Fate::Refused => return Err(Refused::Later("HTTP 503".to_owned())),
            Fate::AnswerLost => {
                self.take(parcel);
                return Err(Refused::Later("no answer in time".to_owned()));
            }
            Fate::DeadBefore | Fate::DeadAfter => {
                if fate == Fate::DeadAfter {
                    self.take(parcel);
                }
                self.0.died.notify_one();
                std::future::pending::<()>().await;
            }
            Fate::Never => return Err(Refused::Never("SMTP 550".to_owned())),
            Fate::Gone => return Err(Refused::Gone),
            Fate::Busy => return Err(Refused::Wait("HTTP 429".to_owned(), 600)),
        }
        Ok(())
    }
}

/// Where the webhook of a message stands.
pub(crate) async fn state(desk: &Desk, message: &Message) -> (String, u32) {
    let states = desk.messages.states(message.id).await.unwrap();
    let hook = states.into_iter().find(|(channel, ..)| *channel == Channel::Webhook);
    hook.map(|(_, state, tries)| (state, tries)).unwrap()
}
