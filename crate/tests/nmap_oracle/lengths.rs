//! Every size at its edge and one past it.

use crate::case::Case;

/// Keyword, fixed text before, and the buffer's size; the fixed text counts.
const FIELDS: [(&str, &str, usize); 7] = [
    ("p", "", 80),
    ("v", "", 80),
    ("i", "", 256),
    ("h", "", 80),
    ("o", "", 32),
    ("d", "", 32),
    ("cpe:", "a:", 80),
];

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (keyword, before, size) in FIELDS {
        let taken = if keyword == "cpe:" {
            5 + before.len()
        } else {
            0
        };
        for len in [size - 2, size - 1, size] {
            let n = len - taken;
            cases.push(literal(keyword, before, n));
            cases.push(copied(keyword, before, n));
            cases.push(copied_then_literal(keyword, before, n));
            cases.push(literal_then_empty(keyword, before, n));
        }
    }
    cases.extend(strings());
    cases.extend(versions());
    cases
}

fn literal(keyword: &str, before: &str, n: usize) -> Case {
    let text = "x".repeat(n);
    Case::of_templates(b"", "", &format!("{keyword}/{before}{text}/"))
}

fn copied(keyword: &str, before: &str, n: usize) -> Case {
    let text = "y".repeat(n);
    Case::of_templates(text.as_bytes(), "(y+)", &format!("{keyword}/{before}$1/"))
}

fn copied_then_literal(keyword: &str, before: &str, n: usize) -> Case {
    let text = "y".repeat(n - 3);
    Case::of_templates(
        text.as_bytes(),
        "(y+)",
        &format!("{keyword}/{before}$1end/"),
    )
}

fn literal_then_empty(keyword: &str, before: &str, n: usize) -> Case {
    let text = "x".repeat(n);
    Case::of_templates(b"", "()", &format!("{keyword}/{before}{text}$1/"))
}

/// The longest strings of a call.
fn strings() -> Vec<Case> {
    let of = |len: usize| format!("i/$SUBST(1,\"a\",\"{}\")/", "b".repeat(len));
    let escaped = |len: usize| format!("i/$SUBST(1,\"a\",\"{}x\")/", "\\x41".repeat(len));
    let lens = [126, 127, 128].map(|len| Case::of_templates(b"a", "(a)", &of(len)));
    let escapes = [31, 32].map(|len| Case::of_templates(b"a", "(a)", &escaped(len)));
    lens.into_iter().chain(escapes).collect()
}

/// The text under VERSION, around its 159 characters.
fn versions() -> Vec<Case> {
    let mut cases = Vec::new();
    let heads = [
        (0, 0),
        (10, 0),
        (0, 10),
        (75, 60),
        (70, 70),
        (75, 70),
        (76, 70),
        (77, 70),
        (78, 70),
        (79, 70),
        (79, 71),
        (79, 72),
        (79, 74),
        (79, 76),
        (79, 77),
        (79, 79),
    ];
    for (n_product, n_version) in heads {
        for n_info in [1, 4, 5, 7, 8, 9, 12, 60, 140, 157, 158, 200] {
            let templates = [("p", n_product), ("v", n_version), ("i", n_info)]
                .iter()
                .filter(|(_, n)| *n > 0)
                .map(|(letter, n)| format!("{letter}/{}/ ", letter.repeat(*n)))
                .collect::<String>();
            cases.push(Case::of_templates(b"", "", templates.trim_end()));
        }
    }
    cases
}
