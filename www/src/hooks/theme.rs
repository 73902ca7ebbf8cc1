//! Light, dark, or as the system has it. `boot.js` sets the kept theme before the first paint.

use yew::prelude::*;

use crate::persist::{keep_theme, kept_theme};

/// Which colors the page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has them.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name as people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// The name under which it is kept, and the value of `data-theme`; none for the system's.
    fn name(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn named(name: &str) -> Self {
        let is_named = |theme: &Self| theme.name() == name;
        Self::ALL.into_iter().find(is_named).unwrap_or_default()
    }
}

/// The theme, and a callback that changes it.
#[hook]
pub fn use_theme() -> (Theme, Callback<Theme>) {
    let theme = use_state(|| Theme::named(&kept_theme()));
    use_effect_with(*theme, |theme| show(*theme));
    let change = {
        let theme = theme.clone();
        Callback::from(move |chosen: Theme| {
            keep_theme(chosen.name());
            theme.set(chosen);
        })
    };
    (*theme, change)
}

fn show(theme: Theme) {
    let Some(root) = gloo_utils::document().document_element() else {
        return;
    };
    // Neither can fail: the name is a constant, and the attribute need not be there.
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        _ => root.set_attribute("data-theme", theme.name()),
    };
}
