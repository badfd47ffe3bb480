//! `cargo xtask sbom`: what the program is made of, as `CycloneDX` 1.6 in JSON, from cargo's own metadata and npm's lock file.
//!
//! Nothing in it depends on the day or the machine: the same lock files give the same page.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use anyhow::{Context as _, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};
use serde_json::{Value, json};

use crate::root::{root, target};

/// The crate that is shipped.
const SHIPPED: &str = "linli";

/// Writes `target/sbom/linli.cdx.json` (crates) and `target/sbom/web.cdx.json` (npm).
pub(crate) fn run() -> Result<()> {
    let folder = target().join("sbom");
    fs::create_dir_all(&folder)?;
    let metadata = MetadataCommand::new().current_dir(root()).exec()?;
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("read Cargo.lock")?;
    let package_lock = root().join("web/package-lock.json");
    let package_lock = fs::read_to_string(package_lock).context("read web/package-lock.json")?;
    let pages = [
        ("linli.cdx.json", crates(&metadata, &checksums(&lock))),
        ("web.cdx.json", packages(&serde_json::from_str(&package_lock)?)),
    ];
    for (name, page) in pages {
        let count = page["components"].as_array().map_or(0, Vec::len);
        let path = folder.join(name);
        fs::write(&path, serde_json::to_string_pretty(&page)? + "\n")?;
        println!("    {count} components in {}", path.display());
    }
    Ok(())
}

/// A page about `name`, in the form of `CycloneDX`.
fn page(name: &str, version: &str, components: &[Value], dependencies: &[Value]) -> Value {
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application", "bom-ref": name, "name": name, "version": version,
            "licenses": [{ "expression": "Apache-2.0" }],
        } },
        "components": components,
        "dependencies": dependencies,
    })
}

/// The SHA-256 of each crate as cargo's lock file holds it, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for package in lock.split("[[package]]") {
        let field = |name: &str| {
            let head = format!("{name} = \"");
            package.lines().find_map(|line| Some(line.strip_prefix(&head)?.trim_end_matches('"')))
        };
        if let (Some(name), Some(version), Some(sum)) =
            (field("name"), field("version"), field("checksum"))
        {
            found.insert((name.to_owned(), version.to_owned()), sum.to_owned());
        }
    }
    found
}

/// The crates: `required` are those in the binary, `excluded` those that build or test it.
fn crates(metadata: &Metadata, sums: &BTreeMap<(String, String), String>) -> Value {
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let edges: BTreeMap<&PackageId, Vec<&PackageId>> = nodes
        .map(|node| {
            let normal = node
                .deps
                .iter()
                .filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
            (&node.id, normal.map(|dep| &dep.pkg).collect())
        })
        .collect();
    let shipped = metadata.packages.iter().find(|package| package.name.as_str() == SHIPPED);
    let mut reached: BTreeSet<&PackageId> = BTreeSet::new();
    let mut waiting: Vec<&PackageId> = shipped.iter().map(|package| &package.id).collect();
    while let Some(id) = waiting.pop() {
        if reached.insert(id) {
            waiting.extend(edges.get(id).into_iter().flatten());
        }
    }
    let purl = |id: &PackageId| {
        let package = metadata.packages.iter().find(|package| package.id == *id);
        package.map(|package| format!("pkg:cargo/{}@{}", package.name, package.version))
    };
    let mut components = Vec::new();
    let mut dependencies = Vec::new();
    let ours: BTreeSet<&PackageId> = metadata.workspace_members.iter().collect();
    let mut all: Vec<_> = metadata.packages.iter().collect();
    all.sort_by(|a, b| (a.name.as_str(), &a.version).cmp(&(b.name.as_str(), &b.version)));
    for package in all {
        let (name, version) = (package.name.to_string(), package.version.to_string());
        let reference = format!("pkg:cargo/{name}@{version}");
        let on = edges.get(&package.id).into_iter().flatten().filter_map(|id| purl(id));
        let on: BTreeSet<String> = on.collect();
        dependencies.push(json!({ "ref": reference, "dependsOn": on }));
        let mut component = json!({
            "type": "library", "bom-ref": reference, "name": name, "version": version,
            "scope": if reached.contains(&package.id) { "required" } else { "excluded" },
        });
        if !ours.contains(&package.id) {
            component["purl"] = json!(reference);
        }
        if let Some(license) = &package.license {
            // The old way of writing "either" is none of SPDX.
            component["licenses"] = json!([{ "expression": license.replace('/', " OR ") }]);
        }
        if let Some(sum) = sums.get(&(name, version)) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
        }
        components.push(component);
    }
    let version = shipped.map(|package| package.version.to_string()).unwrap_or_default();
    page(SHIPPED, &version, &components, &dependencies)
}

/// The packages of the web files: `required` are those in the browser, `excluded` those that build or test them.
fn packages(lock: &Value) -> Value {
    let all = lock["packages"].as_object().cloned().unwrap_or_default();
    let mut components = BTreeMap::new();
    for (path, package) in &all {
        // Workspaces of ours are no packages, and links lead to them.
        let Some((_, name)) = path.rsplit_once("node_modules/") else { continue };
        let Some(version) = package["version"].as_str() else { continue };
        let reference = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
        let dev = package["dev"] == true;
        let mut component = json!({
            "type": "library", "bom-ref": reference, "purl": reference, "name": name, "version": version,
            "scope": if dev { "excluded" } else { "required" },
        });
        if let Some(license) = package["license"].as_str() {
            component["licenses"] = json!([{ "expression": license }]);
        }
        let sum = package["integrity"].as_str().and_then(|text| text.strip_prefix("sha512-"));
        if let Some(sum) = sum.and_then(hexadecimal) {
            component["hashes"] = json!([{ "alg": "SHA-512", "content": sum }]);
        }
        // The same package may lie in two places; what is needed once is needed.
        let known = components.entry(reference).or_insert_with(|| component.clone());
        if !dev {
            *known = component;
        }
    }
    let version = lock["packages"]["apps/console"]["version"].as_str().unwrap_or_default();
    page("linli-web", version, &components.into_values().collect::<Vec<_>>(), &[])
}

/// Base64 as hexadecimal digits; nothing where it is no base64.
fn hexadecimal(text: &str) -> Option<String> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut held, mut bits) = (String::new(), 0_u32, 0);
    for letter in text.trim_end_matches('=').chars() {
        let six = u32::try_from(ALPHABET.find(letter)?).ok()?;
        (held, bits) = ((held << 6 | six) & 0xffff, bits + 6);
        if bits >= 8 {
            bits -= 8;
            out.extend(char::from_digit(held >> (bits + 4) & 0xf, 16));
            out.extend(char::from_digit(held >> bits & 0xf, 16));
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_stands_once_with_its_hash_and_what_builds_alone_is_told_apart() {
        let lock = json!({ "packages": {
            "": {}, "apps/console": { "version": "0.1.0" },
            "node_modules/@linli/console": { "link": true },
            "node_modules/react": { "version": "19.3.1", "license": "MIT", "integrity": "sha512-AQL/" },
            "node_modules/x/node_modules/vite": { "version": "8.3.8", "dev": true },
            "node_modules/vite": { "version": "8.3.8", "dev": true },
            "node_modules/@types/node": { "version": "22.1.0", "dev": true },
        } });
        let page = packages(&lock);
        let components = page["components"].as_array().unwrap();
        let refs: Vec<&str> = components.iter().filter_map(|one| one["bom-ref"].as_str()).collect();
        assert_eq!(
            refs,
            ["pkg:npm/%40types/node@22.1.0", "pkg:npm/react@19.3.1", "pkg:npm/vite@8.3.8"]
        );
        assert_eq!(components[1]["hashes"][0]["content"], "0102ff");
        assert_eq!(
            (&components[1]["scope"], &components[2]["scope"]),
            (&json!("required"), &json!("excluded"))
        );
    }

    #[test]
    fn checksums_are_read_from_the_lock_file_of_cargo() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n\n\
                    [[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n";
        let found = checksums(lock);
        assert_eq!(found.len(), 1);
        assert_eq!(found[&("a".to_owned(), "1.0.0".to_owned())], "ab");
    }
}
