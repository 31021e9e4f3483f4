//! What goes out with a release: one version everywhere, the texts of both licences, and a program
//! for each system that people in the field work on.

use toml::{Table, Value};

use crate::source::read;

/// Returns the value at a path of tables.
fn at<'t>(table: &'t Table, path: &[&str]) -> &'t Value {
    let (last, tables) = path.split_last().expect("a path has an end");
    let step = |table: &'t Table, name: &&str| table[*name].as_table().expect("a table");
    &tables.iter().fold(table, step)[*last]
}

fn table(path: &str) -> Table {
    read(path).parse().expect("TOML")
}

#[test]
fn one_version_is_stated_everywhere() {
    let own = env!("CARGO_PKG_VERSION");
    for (path, place) in [
        ("python/Cargo.toml", ["package", "version"]),
        ("python/pyproject.toml", ["project", "version"]),
    ] {
        assert_eq!(at(&table(path), &place).as_str(), Some(own), "{path}");
    }
    let citation = read("CITATION.cff");
    assert!(
        citation
            .lines()
            .any(|line| line == format!("version: {own}"))
    );
}

#[test]
fn both_licences_are_there_in_full() {
    for (path, first, last) in [
        ("LICENSE-MIT", "MIT License", "SOFTWARE."),
        (
            "LICENSE-APACHE",
            "Apache License",
            "END OF TERMS AND CONDITIONS",
        ),
    ] {
        let text = read(path);
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        assert_eq!(lines.next(), Some(first), "{path}");
        assert_eq!(lines.next_back(), Some(last), "{path}");
    }
}

#[test]
fn there_is_a_program_with_the_engine_inside_for_each_system() {
    let release = table("dist-workspace.toml");
    let targets = at(&release, &["dist", "targets"])
        .as_array()
        .expect("a list");
    let targets: Vec<&str> = targets.iter().filter_map(Value::as_str).collect();
    for system in ["windows", "apple-darwin", "unknown-linux"] {
        assert!(
            targets.iter().any(|target| target.contains(system)),
            "{system}"
        );
    }
    let own = table("Cargo.toml");
    let features = at(&own, &["package", "metadata", "dist", "features"]).as_array();
    let features = features.expect("a list");
    assert_eq!(features.as_slice(), [Value::from("live")]);
}
