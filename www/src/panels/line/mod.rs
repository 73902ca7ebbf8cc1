//! From the match lines to what Nmap would report.

mod captures;
mod caret;
mod editor;
mod field_list;
mod line_card;
mod lines_card;
mod marked;
mod part_list;
mod plain_editor;
mod point;
mod printed;
mod proposals;
mod report_card;
mod story;
mod verdict;

pub use captures::capture_marks;
pub use line_card::LineCard;
pub use lines_card::LinesCard;
pub use report_card::{ReportCard, report_in_words};
pub use verdict::render_verdict;
