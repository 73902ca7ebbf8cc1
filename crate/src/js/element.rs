//! What the element `<sf-lens>` asks.

use wasm_bindgen::prelude::*;

use super::link::LinkState;
use super::{read, to_js};
use crate::probes::Origin;
use crate::results::{LineSources, SourceFile, StarterLines, load_lines, match_taken};

/// Decodes every fingerprint in `state.text` and evaluates `state.lines` on every response, as the
/// page does with the same state: without own lines the built-in ones count, unless they are not
/// wanted.
#[wasm_bindgen(js_name = show)]
pub fn show(state: JsValue) -> Result<JsValue, JsError> {
    let state: LinkState = read(state, "state")?;
    let is_blank = state.lines.trim().is_empty();
    let own = [SourceFile {
        name: "<lines>",
        text: state.lines.as_bytes(),
    }];
    // Blank lines are lines: none of the built-in ones counts beside them.
    let lines: &[SourceFile<'_>] = match (is_blank, state.starter_lines) {
        (true, None | Some(true)) => &[],
        _ => &own,
    };
    let lines = load_lines(&LineSources {
        probes: &[],
        lines,
        starter_lines: match state.starter_lines {
            Some(true) => StarterLines::Always,
            _ => StarterLines::IfAlone,
        },
        origin: Origin::Typed,
        release: state.release()?,
    });
    let source = SourceFile {
        name: "<text>",
        text: state.text.as_bytes(),
    };
    to_js(&match_taken(&lines, &[source]))
}
