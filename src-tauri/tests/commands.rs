//! The commands, the window's bindings, the cache tables and the capability must name the same things.

#![allow(clippy::unwrap_used, reason = "a broken assumption should fail the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn generated() -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bindings.ts");
    shell::write_bindings(&file).unwrap();
    fs::read_to_string(file).unwrap()
}

fn commands(bindings: &str) -> BTreeSet<String> {
    let calls = bindings.split("__TAURI_INVOKE(\"").skip(1);
    calls.filter_map(|call| call.split('"').next()).map(str::to_owned).collect()
}

fn keys(bindings: &str, constant: &str) -> BTreeSet<String> {
    let start = format!("export const {constant} = ");
    let table = bindings.split(&start).nth(1).unwrap().split(" as const").next().unwrap();
    let table: Value = serde_json::from_str(table).unwrap();
    table.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn the_windows_bindings_are_up_to_date() {
    let kept = fs::read_to_string(repository().join("ui/src/bindings.ts")).unwrap();
    assert!(kept == generated(), "ui/src/bindings.ts is out of date: run `cargo xtask bindings`");
}

#[test]
fn every_command_says_what_it_provides_or_makes_stale() {
    let bindings = generated();
    let (provides, invalidates) = (keys(&bindings, "PROVIDES"), keys(&bindings, "INVALIDATES"));
    assert_eq!(provides.intersection(&invalidates).next(), None, "a command is both a query and a change");
    assert_eq!(commands(&bindings), &provides | &invalidates);
}

#[test]
fn the_window_may_call_our_commands_and_hear_our_events_and_nothing_else() {
    let capability = fs::read_to_string(repository().join("src-tauri/capabilities/main.json")).unwrap();
    let capability: Value = serde_json::from_str(&capability).unwrap();
    assert_eq!(capability["windows"], serde_json::json!(["main"]), "only the named window has permissions");
    let mut expected: BTreeSet<String> =
        commands(&generated()).iter().map(|command| format!("allow-{}", command.replace('_', "-"))).collect();
    expected.extend(["core:event:allow-listen".to_owned(), "core:event:allow-unlisten".to_owned()]);
    let permissions = capability["permissions"].as_array().unwrap();
    let permissions: BTreeSet<String> =
        permissions.iter().map(|permission| permission.as_str().unwrap().to_owned()).collect();
    assert_eq!(permissions, expected);
}
