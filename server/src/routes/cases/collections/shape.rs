//! Forms of field collection as screens read them. They name nobody.

use access::{Action, Named as Permitted, Resource};
use casework::{Casework, Collection, catalogue::CollectionClass};
use kernel::{Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Caller, TextShape,
    routes::cases::shape::{Named, said},
};

/// What was noted of an item.
#[derive(Debug, Serialize, ToSchema)]
struct CollectionNote {
    /// The item.
    item: String,
    /// What is noted.
    #[schema(value_type = TextShape)]
    ask: Text,
    /// What was.
    #[schema(value_type = TextShape)]
    answer: Text,
}

/// A form that somebody filled in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CollectionRow {
    /// Its id.
    id: String,
    /// The class of the catalogue.
    class: Named,
    /// Where it was seen.
    #[schema(value_type = TextShape)]
    place: Text,
    /// What was noted, in the order of the catalogue.
    notes: Vec<CollectionNote>,
    /// A word for the file.
    words: String,
    /// Photos that show it, by their ids, where they are the reader's to look at.
    photos: Vec<String>,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// When it was noted, by the clock of whoever did.
    #[schema(value_type = Option<String>, format = DateTime)]
    acted_at: Option<Instant>,
}

/// Whether looking again at what is in its area is the caller's part.
pub(super) fn supervises<A: Permitted>(caller: &Caller<A>, form: &Collection) -> bool {
    let place = Resource::within(form.place.area.clone());
    caller.authorize(Action::CasesSupervise, &place).is_ok()
}

impl CollectionRow {
    pub(super) fn of<A: Permitted>(
        casework: &Casework,
        caller: &Caller<A>,
        form: &Collection,
    ) -> Self {
        let catalogue = casework.catalogue_under(&form.catalogue);
        let class = catalogue.collection.iter().find(|class| class.id == form.class);
        let title = class.map(|class| class.title.clone());
        let title = title.unwrap_or_else(|| Text::new(form.class.clone(), form.class.clone()));
        let sees = form.shows_photos_to(caller.principal.account, supervises(caller, form));
        let photos = form.photos.iter().filter(|_| sees).map(ToString::to_string).collect();
        Self {
            id: form.id.to_string(),
            class: Named { id: form.class.clone(), title },
            place: form.place.label.clone(),
            notes: notes(class, form),
            words: form.words.clone(),
            photos,
            at: form.at,
            acted_at: form.acted_at,
        }
    }
}

/// What was noted, as the catalogue asked it.
fn notes(class: Option<&CollectionClass>, form: &Collection) -> Vec<CollectionNote> {
    let items = class.map(|class| class.items.as_slice()).unwrap_or_default();
    let noted = items.iter().filter_map(|item| {
        let answer = said(&item.options, form.answers.get(&item.id)?);
        Some(CollectionNote { item: item.id.clone(), ask: item.ask.clone(), answer })
    });
    noted.collect()
}
