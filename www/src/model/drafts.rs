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
pub const MAX_DRAFTS: usize = 200;

/// One draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The user's name for it, on one line.
    pub name: String,
    /// When it was made, in Unix seconds.
    pub when: u64,
    /// What it holds.
    pub saved: Saved,
}

/// The drafts as text; of more than [`MAX_DRAFTS`] the first.
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
        drafts.push(draft);
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

    #[test]
    fn drafts_come_back_in_their_order() {
        let drafts = [draft("one"), draft("")];
        let text = print_drafts(&drafts);
        assert_eq!(parse_drafts(&text), drafts);
        assert_eq!(parse_drafts(&text[..text.len() - 1]), drafts[..1]);
        assert_eq!(parse_drafts(&print_drafts(&[draft("a\nb")]))[0].name, "a b");
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
