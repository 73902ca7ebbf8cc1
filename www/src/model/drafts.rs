//! Drafts: documents that the user named.
//!
//! ```text
//! draft 95            the length in bytes of what follows, then a line feed
//! name FTP of the old switch
//! when 1795401600
//! nmap 7.991 …        as `saved` prints it
//! ```

use super::facts::scan_time;
use sflens::link::Saved;

/// So many are kept; the oldest go first.
const MAX_DRAFTS: usize = 200;

/// One draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The user's name for it, on one line.
    pub name: String,
    /// When it was made, in Unix seconds; of two drafts of one second the later one's is the next,
    /// so that it tells them apart.
    pub when: u64,
    /// What it holds.
    pub saved: Saved,
}

/// A change of the user's. Which draft is meant is said by its `when`: where it stands may have
/// been changed by another tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftChange {
    /// Kept a new one.
    Keep(Draft),
    /// Called it something else.
    Rename(u64, String),
    /// Deleted it.
    Delete(u64),
    /// Brought back what was deleted, to where it had stood.
    BringBack(usize, Draft),
}

/// The drafts after a change, and what it deleted, with its place. One that another tab has deleted
/// by then stays deleted.
pub fn change_drafts(
    mut drafts: Vec<Draft>,
    change: DraftChange,
) -> (Vec<Draft>, Option<(usize, Draft)>) {
    let place = |when: u64| drafts.iter().position(|draft| draft.when == when);
    let mut deleted = None;
    match change {
        DraftChange::Keep(draft) => {
            let draft = told_apart(draft, &drafts);
            drafts.insert(0, draft);
        }
        DraftChange::Rename(when, name) => {
            if let Some(idx) = place(when) {
                drafts[idx].name = name;
            }
        }
        DraftChange::Delete(when) => {
            deleted = place(when).map(|idx| (idx, drafts.remove(idx)));
        }
        DraftChange::BringBack(idx, draft) => {
            let draft = told_apart(draft, &drafts);
            drafts.insert(idx.min(drafts.len()), draft);
        }
    }
    drafts.truncate(MAX_DRAFTS);
    (drafts, deleted)
}

/// The draft with a `when` that no other has.
fn told_apart(mut draft: Draft, others: &[Draft]) -> Draft {
    while others.iter().any(|other| other.when == draft.when) {
        draft.when = draft.when.wrapping_add(1);
    }
    draft
}

/// The drafts as text; of more than `MAX_DRAFTS` the first.
pub fn print_drafts(drafts: &[Draft]) -> String {
    let print = |draft: &Draft| {
        let name = draft.name.replace(['\n', '\r'], " ");
        let body = format!("name {name}\nwhen {}\n{}", draft.when, draft.saved.print());
        format!("draft {}\n{body}\n", body.len())
    };
    drafts.iter().take(MAX_DRAFTS).map(print).collect()
}

/// The reverse; what is damaged ends the list.
pub fn parse_drafts(text: &str) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut rest = text;
    while let Some((draft, after)) = split_draft(rest)
        && drafts.len() < MAX_DRAFTS
    {
        drafts.push(told_apart(draft, &drafts));
        rest = after;
    }
    drafts
}

fn split_draft(text: &str) -> Option<(Draft, &str)> {
    let (length, rest) = text.strip_prefix("draft ")?.split_once('\n')?;
    let (body, after) = rest.split_at_checked(length.parse().ok()?)?;
    let (name, when_and_saved) = body.strip_prefix("name ")?.split_once('\n')?;
    let (when, saved) = when_and_saved.strip_prefix("when ")?.split_once('\n')?;
    let draft = Draft {
        name: name.to_owned(),
        when: when.parse().ok()?,
        saved: Saved::parse(saved)?,
    };
    Some((draft, after.strip_prefix('\n')?))
}

/// Drafts as people read them: the lines of each, and its fingerprint.
///
/// ```text
/// # FTP of the old switch, 23 Nov 2026, 02:40 UTC
/// match ftp m|^220 …|
///
/// SF-Port21-TCP:…
/// ```
pub fn export_drafts(drafts: &[Draft]) -> String {
    let export = |draft: &Draft| {
        let when = scan_time(draft.when, None).utc;
        let texts = &draft.saved.texts;
        let (lines, paste) = (texts.lines.trim_end(), texts.paste.trim_end());
        format!("# {}, {when}\n{lines}\n\n{paste}\n", draft.name)
    };
    drafts.iter().map(export).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Texts;

    fn draft(name: &str) -> Draft {
        let texts = Texts {
            paste: "SF-Port21-TCP:".into(),
            lines: "match a m|é|\ndraft 3\n".into(),
        };
        Draft {
            name: name.into(),
            when: 0x3f5a_961c,
            saved: Saved {
                texts,
                ..Saved::default()
            },
        }
    }

    fn at(when: u64, name: &str) -> Draft {
        Draft {
            when,
            ..draft(name)
        }
    }

    #[test]
    fn drafts_come_back_in_their_order() {
        let drafts = [at(2, "one"), at(1, "")];
        let text = print_drafts(&drafts);
        assert_eq!(parse_drafts(&text), drafts);
        assert_eq!(parse_drafts(&text[..text.len() - 1]), drafts[..1]);
        assert_eq!(parse_drafts(&print_drafts(&[draft("a\nb")]))[0].name, "a b");
    }

    #[track_caller]
    fn check_change(drafts: &[Draft], change: DraftChange, expected: &[(u64, &str)]) {
        let (changed, _) = change_drafts(drafts.to_vec(), change);
        let found: Vec<_> = (changed.iter())
            .map(|draft| (draft.when, draft.name.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_change_is_made_in_what_another_tab_left() {
        let drafts = [at(7, "two"), at(5, "one")];
        check_change(
            &drafts,
            DraftChange::Keep(at(7, "three")),
            &[(8, "three"), (7, "two"), (5, "one")],
        );
        let rename = |when| DraftChange::Rename(when, "first".into());
        check_change(&drafts, rename(5), &[(7, "two"), (5, "first")]);
        check_change(&drafts, rename(6), &[(7, "two"), (5, "one")]);
        check_change(&drafts, DraftChange::Delete(6), &[(7, "two"), (5, "one")]);
        check_change(&drafts, DraftChange::Delete(7), &[(5, "one")]);
    }

    #[test]
    fn what_was_deleted_is_brought_back_to_its_place() {
        let drafts = vec![at(7, "two"), at(5, "one")];
        let (rest, deleted) = change_drafts(drafts.clone(), DraftChange::Delete(5));
        let (idx, draft) = deleted.expect("it was there");
        check_change(
            &rest,
            DraftChange::BringBack(idx, draft.clone()),
            &[(7, "two"), (5, "one")],
        );
        check_change(&[], DraftChange::BringBack(idx, draft), &[(5, "one")]);
        assert_eq!(change_drafts(drafts, DraftChange::Delete(6)).1, None);
    }

    #[test]
    fn drafts_of_one_second_are_told_apart() {
        let text = print_drafts(&[at(5, "one"), at(5, "two"), at(6, "three")]);
        let whens: Vec<_> = parse_drafts(&text).iter().map(|draft| draft.when).collect();
        assert_eq!(whens, [5, 6, 7]);
    }

    #[test]
    fn no_more_are_kept_than_the_limit() {
        let kept = |n: usize| parse_drafts(&print_drafts(&vec![draft("a"); n])).len();
        assert_eq!(
            (kept(MAX_DRAFTS), kept(MAX_DRAFTS + 1)),
            (MAX_DRAFTS, MAX_DRAFTS)
        );
    }

    #[test]
    fn an_export_is_for_people() {
        assert_eq!(
            export_drafts(&[draft("one"), draft("two")]),
            "# one, 7 Sep 2003, 02:21 UTC\nmatch a m|é|\ndraft 3\n\nSF-Port21-TCP:\n\n\n\
             # two, 7 Sep 2003, 02:21 UTC\nmatch a m|é|\ndraft 3\n\nSF-Port21-TCP:\n"
        );
    }
}
