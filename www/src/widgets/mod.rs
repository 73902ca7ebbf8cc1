//! Parts of the page that know nothing of Nmap: bytes, marks in them, tabs, signs, buttons.

mod byte_text;
mod copy_button;
mod drop_area;
mod escaped_text;
mod hex_view;
mod lazy;
mod live_region;
mod marked_text;
mod marks;
mod numbers;
mod prose;
mod shape;
mod strip;
mod switch;
mod tabs;

pub use byte_text::render_byte_text;
pub use copy_button::CopyButton;
pub use drop_area::{DropArea, field_under, has_files};
pub use escaped_text::{Frame, render_escaped};
pub use hex_view::render_hex_view;
pub use lazy::{Lazy, LazyProps};
pub use live_region::{LiveRegion, render_live_region};
pub use marked_text::render_marked;
pub use marks::{Mark, Overlay};
pub use numbers::group_thousands;
pub use prose::render_prose;
pub use shape::{Shape, render_shape};
pub use strip::render_strip;
pub use switch::render_switch;
pub use tabs::{Tab, Tabs};
