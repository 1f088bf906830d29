//! The arrows between the crates, as the manifests draw them:
//! shell → engine → {store, market, paper} → domain. Only the shell knows tauri, and the sandbox knows
//! nobody, so that it cannot borrow a connector's mistakes.

#![allow(clippy::unwrap_used, reason = "a broken assumption should fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Which of our crates each crate may name, in code that is handed out.
const ARROWS: &[(&str, &[&str])] = &[
    ("moadesk", &["domain", "engine", "market", "paper", "sandbox", "store"]),
    ("engine", &["domain", "market", "paper", "store"]),
    ("store", &["domain"]),
    ("market", &["domain"]),
    ("paper", &["domain"]),
    ("domain", &[]),
    ("sandbox", &[]),
    ("xtask", &[]),
];

/// Crates of the window; only the shell may name them.
const WINDOW: &[&str] = &["gtk", "tao", "webkit2gtk", "wry"];

type Names = BTreeSet<String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every package of the workspace with what it names; `dev-dependencies` only where `tests` is set.
fn manifests(with_tests: bool) -> BTreeMap<String, Names> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages.map(|package| (text(&package["name"]), dependencies(package, with_tests))).collect()
}

fn dependencies(package: &Value, with_tests: bool) -> Names {
    let all = package["dependencies"].as_array().unwrap().iter();
    all.filter(|one| with_tests || one["kind"] != "dev").map(|one| text(&one["name"])).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// What a crate names of the others and may not.
fn forbidden(manifests: &BTreeMap<String, Names>) -> Vec<String> {
    let ours: Names = manifests.keys().cloned().collect();
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let wrong = |(name, named): (&String, &Names)| {
        let allowed = allowed.get(name.as_str()).copied().unwrap_or(&[]);
        let wrong = named.intersection(&ours).filter(|one| !allowed.contains(&one.as_str()));
        wrong.map(|one| format!("{name} → {one}")).collect::<Vec<_>>()
    };
    manifests.iter().filter(|(name, _)| *name != "tests").flat_map(wrong).collect()
}

#[test]
fn no_arrow_points_the_wrong_way() {
    assert_eq!(forbidden(&manifests(false)), Vec::<String>::new());
}

#[test]
fn every_crate_has_its_place() {
    let placed: Names =
        ARROWS.iter().map(|(name, _)| (*name).to_owned()).chain(["tests".to_owned()]).collect();
    let unplaced: Vec<String> = manifests(false).into_keys().filter(|name| !placed.contains(name)).collect();
    assert_eq!(unplaced, Vec::<String>::new(), "say in ARROWS what these may depend on");
}

#[test]
fn only_the_shell_knows_the_window() {
    let of_window = |name: &String| name.starts_with("tauri") || WINDOW.contains(&name.as_str());
    for (name, named) in manifests(true) {
        let found: Vec<&String> = named.iter().filter(|one| of_window(one)).collect();
        assert!(name == "moadesk" || found.is_empty(), "{name} names {found:?}");
    }
}

#[test]
fn the_sandbox_knows_nobody_even_in_its_tests() {
    let manifests = manifests(true);
    let ours: Names = manifests.keys().cloned().collect();
    assert_eq!(manifests["sandbox"].intersection(&ours).next(), None);
}

#[test]
fn every_version_that_the_workspace_fixes_is_somebodys() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (_, rest) = manifest.split_once("[workspace.dependencies]").unwrap();
    let fixed =
        rest.lines().take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once(" = "));
    let named: Names = manifests(true).into_values().flatten().collect();
    let unused: Vec<&str> = fixed.map(|(name, _)| name).filter(|name| !named.contains(*name)).collect();
    assert_eq!(unused, Vec::<&str>::new());
}

#[test]
fn an_arrow_the_wrong_way_is_seen() {
    let mut manifests = manifests(false);
    manifests.get_mut("domain").unwrap().insert("engine".to_owned());
    manifests.get_mut("store").unwrap().insert("market".to_owned());
    assert_eq!(forbidden(&manifests), ["domain → engine", "store → market"]);
}
