//! Parts of the page that know nothing of Nmap: bytes, marks in them, tabs, signs, buttons.

mod byte_text;
mod copy_button;
mod drop_area;
mod escaped_text;
mod hex_view;
mod live_region;
mod marked_text;
mod marks;
mod numbers;
mod prose;
mod shape;
mod strip;
mod switch;
mod tabs;

pub use byte_text::ByteText;
pub use copy_button::CopyButton;
pub use drop_area::DropArea;
pub use escaped_text::EscapedText;
pub use hex_view::HexView;
pub use live_region::LiveRegion;
pub use marked_text::MarkedText;
pub use marks::Mark;
pub use numbers::group_thousands;
pub use prose::Prose;
pub use shape::{Shape, ShapeIcon};
pub use strip::Strip;
pub use switch::Switch;
pub use tabs::{Tab, Tabs};
