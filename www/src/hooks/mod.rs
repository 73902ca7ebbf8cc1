//! Hooks for the browser (theme, clipboard, text fields) and for the page's own state.

mod asked;
mod clipboard;
mod code;
mod document;
mod evaluation;
mod field;
mod file_rules;
pub mod files;
mod focus;
mod fragment;
mod frames;
mod given;
mod pointing;
mod probes;
mod save;
mod selection;
mod theme;

pub use asked::{Asked, Newest, use_asked, use_newest};
pub use clipboard::copy_text;
pub use code::{
    CodeAttributes, CodeEditor, CodeEvents, CodeHandle, EditFix, EditorFinding, use_code,
    use_code_editor,
};
pub use document::{DocumentHandle, DocumentProvider, use_document};
pub use evaluation::{EvaluationHandle, EvaluationProvider, use_evaluation};
pub use field::{
    LINES_FIELD, area_text, chosen_index, field_caret, field_value, input_value, replace_in_field,
    select_in_field,
};
pub use file_rules::{FileRules, FileWork, use_file_rules};
pub use focus::{CardFocus, FIRST_HEADING, catch_focus, go_to, pass_focus, use_card_focus};
pub use fragment::{leave_fragment, page_address, use_fragment};
pub use frames::use_frames;
pub use given::{Given, GivenHandle, GivenProvider, MAX_CHOSEN, files_of, is_for_table, use_given};
pub use pointing::{Pointing, PointingProvider, use_pointing};
pub use probes::{Answer, ProbesHandle, ask_probes, texts_of, use_answer, use_probes};
pub use save::{save_bytes, save_parts};
pub use selection::{SelectionEnd, attribute_around, element_under, take_selection};
pub use theme::{Theme, use_theme};
