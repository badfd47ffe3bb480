//! Parts that `tests/all` asks by themselves: nobody's interface, and free to change.

/// What decided leads ask of housing.
pub mod asked {
    pub use crate::routes::cases::asked::catch_up;
}

/// Calls in memory.
pub mod calls {
    pub use crate::calls::{Call, CallId, CallMark, Calls};
}

/// How variables of the environment are read.
pub mod config {
    pub use crate::config::{field_of, unknown::slips};
}

/// The few cookies there are.
pub mod cookie {
    pub use crate::cookie::{begin, carried, carry, end, put_down, session};
}

/// What is written as a file, and what a server that was killed left of files.
pub mod files {
    pub use crate::{
        routes::{register::export::line, wash::forget_left},
        table::{Part, csv},
    };
}

/// When a minor comes of age.
pub mod guardian {
    pub use crate::routes::proxies::guardian::last_as_minor;
}

/// How much may be asked for, and how much was.
pub mod limits {
    pub use crate::{
        pace::Pace,
        signed::{
            minute::{Left, Minutes},
            rows::rows,
        },
    };
}

/// What a signature of a message is over.
pub mod message {
    pub use crate::signed::message::{
        Input, Request, answer, content_digest, sha256, signature, tells_digest,
    };
}

/// The chores of messages.
pub mod outbox {
    pub use crate::outbox::{tell, tell_those_read};
}

/// What is read a page at a time.
pub mod pages {
    pub use crate::routes::housing::reach::page;
}

/// Who asked a moment ago.
pub mod recent {
    pub use crate::caller::Recent;
}

/// What no machine may deliver.
pub mod refuse {
    pub use crate::routes::hooks::refuse::{Reason, refused};
}

/// A short table as a file.
pub mod workbook {
    pub use crate::workbook::{Cell, book, csv};
}

/// JSON as the XML of Open311.
pub mod xml {
    pub use crate::routes::open311::xml::document;
}
