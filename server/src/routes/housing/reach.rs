//! What a caller reaches: one thing by its id, and pages of things.

use std::str::FromStr;

use access::Named;
use kernel::AreaPath;

use crate::{Caller, Problem};

/// The thing of this id, and its area, where that is the caller's; `read` reads it.
pub(super) async fn in_reach<A, K, T, F>(
    caller: &Caller<A>,
    id: &str,
    read: impl FnOnce(K) -> F,
) -> Result<(T, AreaPath), Problem>
where
    A: Named,
    K: FromStr,
    F: Future<Output = Result<Option<(T, AreaPath)>, housing::Error>>,
{
    let id: K = id.parse().map_err(|_| Problem::not_found())?;
    let found = read(id).await?.ok_or_else(Problem::not_found)?;
    caller.within(&found.1)?;
    Ok(found)
}

/// A page of at most `size` of what was read with one more than that, and where the next one goes on.
#[must_use]
pub fn page<T>(mut found: Vec<(i64, T)>, size: u32) -> (Vec<T>, Option<String>) {
    let more = found.len() > size as usize;
    found.truncate(size as usize);
    let next = found.last().filter(|_| more).map(|(seq, _)| seq.to_string());
    (found.into_iter().map(|(_, one)| one).collect(), next)
}
