//! Figures, computed where they are measured and printed as one JSON line each.

use serde::Serialize;

/// One measured figure.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// How much.
    pub value: f64,
    /// In what.
    pub unit: &'static str,
    /// The bar it is held against, when there is one.
    pub bar: Option<f64>,
    /// Whether it is at or under its bar.
    pub ok: bool,
}

impl Figure {
    /// A figure without a bar.
    pub fn plain(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { name: name.into(), value: rounded(value), unit, bar: None, ok: true }
    }

    /// A figure that must not pass its bar.
    pub fn at_most(name: impl Into<String>, value: f64, unit: &'static str, bar: f64) -> Self {
        Self { name: name.into(), value: rounded(value), unit, bar: Some(bar), ok: value <= bar }
    }

    /// Prints the figure as a JSON line.
    ///
    /// # Errors
    /// When it cannot be written as JSON, as for a value that is not a number.
    pub fn print(&self) -> serde_json::Result<()> {
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

/// Three digits after the point: more would be noise.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// The value below which `share` (0 to 1) of the samples lie; samples are sorted in place.
pub fn percentile(samples: &mut [f64], share: f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    let last = samples.len().saturating_sub(1);
    let at = (last as f64 * share).ceil() as usize;
    samples.get(at.min(last)).copied().unwrap_or_default()
}
