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
pub(super) fn page<T>(mut found: Vec<(i64, T)>, size: u32) -> (Vec<T>, Option<String>) {
    let more = found.len() > size as usize;
    found.truncate(size as usize);
    let next = found.last().filter(|_| more).map(|(seq, _)| seq.to_string());
    (found.into_iter().map(|(_, one)| one).collect(), next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_goes_on_where_one_more_was_read_and_nowhere_else() {
        let read = |last: i64| (1..=last).map(|seq| (seq, seq * 10)).collect::<Vec<_>>();
        assert_eq!(page(read(3), 2), (vec![10, 20], Some("2".to_owned())));
        assert_eq!(page(read(2), 2), (vec![10, 20], None));
        assert_eq!(page(read(0), 2), (vec![], None));
    }
}
