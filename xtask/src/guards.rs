//! Guards: promises about the whole tree, each checked where it can be broken.

mod architecture;
mod capabilities;
mod directions;
mod files;
mod glossary;
mod passwords;
mod people;
mod promises;
mod sizes;
mod trust;
mod unrun;
mod words;

use anyhow::{Result, bail};

/// What every guard complains of; empty when all hold.
pub(crate) fn all() -> Result<Vec<String>> {
    let tree = files::tree()?;
    let mut found = Vec::new();
    found.extend(sizes::check(&tree));
    found.extend(directions::check()?);
    found.extend(architecture::check(&tree)?);
    found.extend(capabilities::check()?);
    found.extend(glossary::check()?);
    found.extend(words::check(&tree));
    found.extend(trust::check(&tree));
    found.extend(passwords::check(&tree));
    found.extend(people::check(&tree)?);
    found.extend(promises::check(&tree));
    found.extend(unrun::check(&tree));
    Ok(found)
}

/// Fails, with every complaint, unless all guards hold.
pub(crate) fn hold() -> Result<()> {
    let found = all()?;
    if found.is_empty() { Ok(()) } else { bail!("{}", found.join("\n")) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_keeps_its_promises() {
        let found = super::all().unwrap();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
