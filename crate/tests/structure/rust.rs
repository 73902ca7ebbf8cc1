//! Rust text with everything that is not code blanked out, places kept.

/// `text` with comments, strings and character literals as spaces. Lines stay lines, so line
/// numbers and braces can be trusted.
pub(crate) fn code_of(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let len = foreign_len(&chars, at);
        let kept = if len == 0 { 1 } else { len };
        for c in &chars[at..(at + kept).min(chars.len())] {
            code.push(if len == 0 || *c == '\n' { *c } else { ' ' });
        }
        at += kept;
    }
    code
}

/// [`code_of`] up to the unit tests at the end of the file.
pub(crate) fn code_without_tests(text: &str) -> String {
    let code = code_of(text);
    let end = code.find("#[cfg(test)]\nmod ").unwrap_or(code.len());
    code[..end].to_owned()
}

/// Characters from `at` that are a comment or a literal; 0 for code.
fn foreign_len(chars: &[char], at: usize) -> usize {
    let starts = |text: &str| {
        text.chars()
            .enumerate()
            .all(|(i, c)| chars.get(at + i) == Some(&c))
    };
    let in_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    if starts("//") {
        until(chars, at, |rest| rest[0] == '\n')
    } else if starts("/*") {
        2 + until(chars, at + 2, |rest| rest.starts_with(&['*', '/'])) + 2
    } else if starts("\"") {
        string_len(chars, at)
    } else if !in_word && (starts("r\"") || starts("r#") || starts("br\"") || starts("br#")) {
        raw_len(chars, at)
    } else if starts("'") {
        char_len(chars, at)
    } else {
        0
    }
}

fn until(chars: &[char], at: usize, is_end: impl Fn(&[char]) -> bool) -> usize {
    (at..chars.len())
        .find(|i| is_end(&chars[*i..]))
        .unwrap_or(chars.len())
        - at
}

fn string_len(chars: &[char], at: usize) -> usize {
    let mut end = at + 1;
    while end < chars.len() && chars[end] != '"' {
        end += if chars[end] == '\\' { 2 } else { 1 };
    }
    end + 1 - at
}

/// A raw string, or 0 for a raw identifier.
fn raw_len(chars: &[char], at: usize) -> usize {
    let start = at + until(chars, at, |rest| rest[0] != 'b' && rest[0] != 'r');
    let hashes = until(chars, start, |rest| rest[0] != '#');
    if chars.get(start + hashes) != Some(&'"') {
        return 0;
    }
    let mut close = vec!['"'];
    close.resize(hashes + 1, '#');
    let body = start + hashes + 1;
    body + until(chars, body, |rest| rest.starts_with(&close)) + close.len() - at
}

/// A character literal, or 0 for a lifetime.
fn char_len(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => 3 + until(chars, at + 3, |rest| rest[0] == '\'') + 1,
        (Some(_), Some('\'')) => 3,
        _ => 0,
    }
}

#[test]
fn literals_and_comments_become_spaces() {
    let text = "a(\"}\\\"{\", '{', b'\\'', r#\"}\"}\"#) // }\n/* } */ fn f<'a>() {}";
    let code = code_of(text);
    assert_eq!(code.len(), text.len());
    assert_eq!(code.matches(['{', '}']).collect::<String>(), "{}");
    assert!(code.contains("fn f<'a>() {}"));
}

#[test]
fn unit_tests_are_left_out() {
    let text = "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    fn g() {}\n}\n";
    assert_eq!(code_without_tests(text).trim(), "fn f() {}");
}
