use super::*;
use crate::matcher::Captures;

/// Reads `template`, fills it in with `groups` (group 1 first) and gives the value.
#[track_caller]
fn expand_release(template: &[u8], groups: &[Option<&[u8]>], release: Release) -> Expansion {
    let mut response = Vec::new();
    let mut spans = vec![Some(Span::default())];
    for group in groups {
        let start = response.len();
        response.extend(group.unwrap_or_default());
        spans.push(group.map(|_| Span::new(start, response.len())));
    }
    let word = parse_template(template, Span::new(0, template.len()), release);
    assert!(word.is_sound, "{:?}", word.diagnostics);
    let captures = Captures { groups: spans };
    expand_template(&word.template.expect("sound"), &captures, &response)
}

#[track_caller]
fn expand(template: &[u8], groups: &[Option<&[u8]>]) -> Expansion {
    expand_release(template, groups, Release::default())
}

#[track_caller]
fn check(template: &[u8], groups: &[&[u8]], expected: &[u8]) {
    let groups: Vec<Option<&[u8]>> = groups.iter().map(|group| Some(*group)).collect();
    let value = expand(template, &groups).value;
    let shown = value
        .as_deref()
        .map(|value| value.escape_ascii().to_string());
    let expected = expected.escape_ascii().to_string();
    assert_eq!(shown, Some(expected), "{}", template.escape_ascii());
}

#[track_caller]
fn check_empty(template: &[u8], groups: &[Option<&[u8]>], rule: &str) {
    let expansion = expand(template, groups);
    assert_eq!(expansion.value, None, "{}", template.escape_ascii());
    let fault = expansion.fault.expect("a field stays empty for a reason");
    assert_eq!(fault.to_diagnostic(TemplateKind::Product).rule, rule);
}

/// The rules of what is wrong with a template, in order.
#[track_caller]
fn check_rules(template: &[u8], expected: &[&str]) {
    let word = parse_template(template, Span::new(0, template.len()), Release::default());
    let rules: Vec<&str> = word
        .diagnostics
        .iter()
        .map(|finding| finding.rule.as_ref())
        .collect();
    assert_eq!(rules, expected, "{}", template.escape_ascii());
}

#[test]
fn digits_copy_groups() {
    check(b"p/Acme $1 by $2!/", &[b"DB", b"Bob"], b"Acme DB by Bob!");
    check(b"v|$10|", &[b"2."], b"2.0");
    check(b"i/$1$1/", &[b"x"], b"xx");
}

#[test]
fn a_copied_value_ends_at_its_first_nul() {
    check(b"v/$1-$2/", &[b"1\0zz", b"\0"], b"1-");
}

#[test]
fn printable_drops_all_other_bytes() {
    check(b"i/$P(1)/", &[b"U\0T\0F\xff \x7f~\n"], b"UTF ~");
    check(b"i/$P( 0x1junk)/", &[b"a"], b"a");
    check(b"i/$P(257)/", &[b"a"], b"a");
    check(b"i/$P(1,/", &[b"a"], b"a");
    check(b"i/$P(1,)b/", &[b"a"], b"ab");
    check_empty(b"i/$P(1, /", &[Some(b"a")], "template-bad-call");
}

#[test]
fn a_text_of_which_nothing_is_left_says_so() {
    check_empty(b"v/$1/", &[Some(b"\0zz")], "template-nothing-left");
    check_empty(b"v/$P(1)/", &[Some(b"\x01\xff")], "template-nothing-left");
    check_empty(b"v/$1 , /", &[Some(b"")], "template-nothing-left");
    check_empty(
        br#"v/$SUBST(1,"a","")/"#,
        &[Some(b"aa")],
        "template-nothing-left",
    );
    for (template, group) in [(&b"v/$1/"[..], &b""[..]), (b"v//", b"a")] {
        let expansion = expand(template, &[Some(group)]);
        assert_eq!((expansion.value, expansion.fault), (None, None));
    }
}

#[test]
fn subst_replaces_every_occurrence() {
    check(br#"v/$SUBST(1,"_",".")/"#, &[b"1_2_3"], b"1.2.3");
    check(br#"v/$SUBST(1,"aa","b")/"#, &[b"aaaaa"], b"bba");
    check(br#"v/$SUBST(1, "b"z, ",)")x/"#, &[b"abc"], b"a,)cx");
    check(br#"v/$SUBST(1,"\x41\0","\\")/"#, &[b"xA\0y"], br"x\y");
}

#[test]
fn a_find_string_may_reach_behind_the_capture() {
    check(br#"v/$SUBST(1,"ab","-")$2/"#, &[b"xa", b"b1"], b"x-b1");
    check(br#"v/$SUBST(1,"ab","-")/"#, &[b"xa"], b"xa");
}

#[test]
fn integers_are_read_in_both_orders() {
    check(br#"v/$I(1,">")/"#, &[b"\x01\x02"], b"258");
    check(br#"v/$I(1,"<")/"#, &[b"\x01\x02"], b"513");
    check(br#"v/$I(1,"<")/"#, &[b""], b"0");
    check(
        br#"v/$I(1,">")/"#,
        &[b"\xff\xff\xff\xff\xff\xff\xff\xff"],
        b"18446744073709551615",
    );
    check_empty(
        br#"v/$I(1,">")/"#,
        &[Some(b"123456789")],
        "template-long-integer",
    );
}

#[test]
fn a_failing_part_empties_the_whole_field() {
    check_empty(b"p/Acme $2/", &[Some(b"x")], "template-missing-group");
    check_empty(b"p/Acme $1/", &[None, Some(b"x")], "template-unset-group");
    check_empty(b"p/$0/", &[], "template-group-zero");
    check_empty(b"p/US$ 5/", &[], "template-lone-dollar");
    check_empty(b"p/$$/", &[], "template-lone-dollar");
    check_empty(b"p/5$/", &[], "template-lone-dollar");
    check_empty(b"p/$p(1)/", &[Some(b"x")], "template-unknown-helper");
    check_empty(b"p/$P(x)/", &[Some(b"x")], "template-bad-call");
    check_empty(b"p/$P(1/", &[Some(b"x")], "template-bad-call");
    check_empty(b"p/$P()/", &[Some(b"x")], "template-bad-call");
    check_empty(
        br#"p/$SUBST(1,"a\"","b")/"#,
        &[Some(b"x")],
        "template-bad-call",
    );
    check_empty(
        br#"p/$SUBST(1,"","b")/"#,
        &[Some(b"x")],
        "template-empty-find",
    );
    check_empty(b"cpe:/x:acme/", &[], "cpe-part");
}

#[test]
fn older_releases_know_the_escaped_quote() {
    let expansion = expand_release(
        br#"p/$SUBST(1,"\"","\v")/"#,
        &[Some(b"a\"b")],
        Release::V7_95,
    );
    assert_eq!(expansion.value.as_deref(), Some(&b"a\x0bb"[..]));
}

#[test]
fn strings_have_at_most_127_bytes_as_written() {
    let template = |n: usize| format!("i/$SUBST(1,\"a\",\"{}\")/", "b".repeat(n)).into_bytes();
    check(&template(127), &[b"a"], &b"b".repeat(127));
    check_empty(&template(128), &[Some(b"a")], "template-bad-call");
}

#[test]
fn five_arguments_are_read_and_six_are_not() {
    let faults = |text: &[u8]| {
        let word = parse_template(text, Span::new(0, text.len()), Release::default());
        word.template.expect("closed").parts
    };
    let fault_of = |text: &[u8]| match faults(text).first() {
        Some(Part::Faulty { fault, .. }) => fault.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        fault_of(b"p/$P(1,2,3,4,5)/"),
        SubstitutionFault::WrongArguments
    );
    assert_eq!(
        fault_of(b"p/$P(1,2,3,4,5,6)/"),
        SubstitutionFault::TooManyArguments
    );
}

#[test]
fn a_field_that_does_not_fit_is_empty() {
    for kind in TemplateKind::ALL {
        let prefix = if kind == TemplateKind::Cpe { "a:" } else { "" };
        let taken = if kind == TemplateKind::Cpe { 7 } else { 0 };
        let literal = |n: usize| format!("{}/{prefix}{}/", kind.keyword(), "x".repeat(n - taken));
        let copied = format!("{}/{prefix}$1/", kind.keyword());
        let (size, field) = (kind.size(), |n: usize| "y".repeat(n - taken));
        assert!(expand(literal(size - 1).as_bytes(), &[]).value.is_some());
        check_empty(literal(size).as_bytes(), &[], "template-too-long");
        let fits = expand(copied.as_bytes(), &[Some(field(size - 2).as_bytes())]);
        assert!(fits.value.is_some(), "{copied}");
        let long = field(size - 1);
        check_empty(
            copied.as_bytes(),
            &[Some(long.as_bytes())],
            "template-too-long",
        );
    }
}

#[test]
fn an_empty_substitution_needs_its_room_too() {
    let template = |n: usize| format!("o/{}$1/", "x".repeat(n)).into_bytes();
    check(&template(30), &[b""], &b"x".repeat(30));
    check_empty(&template(31), &[Some(b"")], "template-too-long");
}

#[test]
fn white_space_and_commas_are_removed_from_the_end_only() {
    check(b"p/ , Acme, \t,/", &[], b" , Acme");
    check(b"p/Acme $1/", &[b" , "], b"Acme");
    check_empty(b"p/ ,/", &[], "template-nothing-left");
    assert_eq!(expand(b"p//", &[]), Expansion::default());
}

#[test]
fn marks_follow_the_groups_and_the_trimming() {
    let expansion = expand(b"p/Acme $1 $2$3/", &[Some(b"DB"), Some(b"x ,"), Some(b" ")]);
    assert_eq!(expansion.value.as_deref(), Some(&b"Acme DB x"[..]));
    let mark = |start, end, group| Mark {
        span: Span::new(start, end),
        group,
    };
    assert_eq!(expansion.marks, [mark(5, 7, 1), mark(8, 9, 2)]);
}

#[test]
fn cpe_values_are_lower_case_and_escaped() {
    check(
        b"cpe:/a:Acme:db:$1/a",
        &[b"2.0 Beta+~"],
        b"cpe:/a:Acme:db:2.0_beta%2B~",
    );
    check(
        b"cpe:/o:x:$1/",
        &[b":/?#[]@!$&'"],
        b"cpe:/o:x:%3A%2F%3F%23%5B%5D%40%21%24%26%27",
    );
    check(
        b"cpe:/h:x:$1/",
        &[b"()*+,;=%<>\""],
        b"cpe:/h:x:%28%29%2A%2B%2C%3B%3D%25%3C%3E%22",
    );
    check(b"cpe|cpe:/a:x|", &[], b"cpe:/a:x");
}

/// What is written instead of the faulty text of the only finding.
#[track_caller]
fn check_edit(template: &[u8], expected: Option<(usize, &[u8])>) {
    let word = parse_template(template, Span::new(0, template.len()), Release::default());
    let [finding] = &word.diagnostics[..] else {
        panic!("{:?}", word.diagnostics);
    };
    let edit = finding.edit.as_ref();
    let edit = edit.map(|edit| (edit.span.range().start, &edit.replacement[..]));
    assert_eq!(edit, expected, "{}", template.escape_ascii());
}

#[test]
fn a_delimiter_or_a_space_is_put_where_it_is_missing() {
    check_edit(b"p/Acme ftpd v/1/", Some((11, b"/")));
    check_edit(b"p/acme/v/1/", Some((7, b" ")));
    check_edit(b"p/acme/ftpd/", None);
}

#[test]
fn faulty_words_name_their_flaw() {
    check_rules(b"x/acme/", &["template-unknown-letter"]);
    check_rules(b"P/acme/", &["template-upper-case"]);
    check_rules(b"pv/acme/", &["template-unknown-letter"]);
    check_rules(b"/acme/", &["template-no-letter"]);
    check_rules(b"acme v/1/", &["template-bare-word"]);
    check_rules(b"p acme p", &["template-bare-word"]);
    check_rules(b"p/acme", &["template-unclosed"]);
    check_rules(b"p/acme v/1/", &["template-unclosed"]);
    check_rules(b"v/$1 cpe:/a:x/", &["template-unclosed"]);
    check_rules(b"p/acme x/1/", &["template-no-space"]);
    check_rules(b"p/acme/v/1/", &["template-no-space"]);
    check_rules(b"p/acme/abcd", &["template-no-space"]);
    check_rules(b"p/acme/abc", &["template-ignored-letters"]);
    check_rules(b"cpe:/a:x/a", &[]);
    check_rules(b"cpe:|a:x|", &["cpe-delimiter"]);
    check_rules(b"cpe:/x:y/", &["cpe-part"]);
    check_rules(b"cpe|a:x|", &["cpe-part"]);
    check_rules(br#"p/$SUBST(1,"","x")/"#, &["template-empty-find"]);
    check_rules(b"p/$x $1/", &["template-lone-dollar"]);
}

#[test]
fn reading_goes_on_behind_a_faulty_word() {
    let end = |line: &[u8]| parse_template(line, Span::new(0, line.len()), Release::default()).end;
    assert_eq!(end(b"x/a b/ v/1/"), 6);
    assert_eq!(end(b"word v/1/"), 4);
    assert_eq!(end(b"p/a/v/1/"), 4);
    assert_eq!(end(b"/"), 1);
    assert_eq!(end(b"p/a b"), 5);
}

#[test]
fn groups_beyond_the_pattern_are_found_before_any_match() {
    let line = b"p/$1 $P(3)/";
    let word = parse_template(line, Span::new(0, line.len()), Release::default());
    let findings = check_groups(&word.template.expect("sound"), 2);
    let places: Vec<_> = findings.iter().map(|f| (f.rule.as_ref(), f.span)).collect();
    assert_eq!(places, [("template-missing-group", Span::new(5, 10))]);
}
