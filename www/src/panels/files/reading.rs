//! What is being read: how far it is, and a button that ends it.

use yew::prelude::*;

use crate::model::files::Reading;
use crate::widgets::group_thousands;

/// The card, as long as files are read.
pub(super) fn render_reading(reading: &Reading, oncancel: &Callback<MouseEvent>) -> Html {
    let (n_read, n_bytes) = (reading.n_bytes_read(), reading.n_bytes());
    let title = match reading.files.first() {
        Some((name, _)) if reading.files.len() == 1 => format!("Reading {name}"),
        _ => format!(
            "Reading file {} of {}",
            (reading.n_files_read + 1).min(reading.files.len()),
            group_thousands(reading.files.len()),
        ),
    };
    html! {
        <section class="card card__part files__reading" aria-labelledby="reading-title">
            <h2 class="card__title" id="reading-title">{ title }</h2>
            <progress
                class="files__bar"
                aria-label="Bytes read"
                max={n_bytes.max(1).to_string()}
                value={n_read.to_string()}
            />
            <div class="files__line">
                <p>{ words(n_read, n_bytes, reading.n_found) }</p>
                <button type="button" class="button button--small" onclick={oncancel}>
                    { "Cancel" }
                </button>
            </div>
        </section>
    }
}

/// `34.2 of 100.0 MB, 1,204 fingerprints found`.
fn words(n_read: u64, n_bytes: u64, n_found: usize) -> String {
    let found = group_thousands(n_found);
    let (unit, name) = match n_bytes {
        0..1_000_000 => (1e3, "kB"),
        _ => (1e6, "MB"),
    };
    let (read, all) = (n_read as f64 / unit, n_bytes as f64 / unit);
    let noun = if n_found == 1 {
        "fingerprint"
    } else {
        "fingerprints"
    };
    format!("{read:.1} of {all:.1} {name}, {found} {noun} found")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_bytes_and_in_fingerprints() {
        let said = words(34_200_000, 100_000_000, 1_204);
        assert_eq!(said, "34.2 of 100.0 MB, 1,204 fingerprints found");
        assert_eq!(words(0, 1_500, 1), "0.0 of 1.5 kB, 1 fingerprint found");
    }
}
