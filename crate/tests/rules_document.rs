//! docs/rules.md is what the rules say of themselves.

use std::path::Path;

use sflens::lint::print_rules;

#[test]
fn the_page_of_rules_is_what_the_rules_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        page == print_rules(),
        "docs/rules.md is not what the rules say. To mend: sflens lint --rules > docs/rules.md"
    );
}
