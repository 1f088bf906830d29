//! The one window.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};
use url::Url;

use crate::place::Place;

/// Its name, to which the capability is tied.
pub(crate) const NAME: &str = "main";

/// Opens the window. It shows what is embedded in the program and goes nowhere else.
pub(crate) fn open(app: &AppHandle, place: &Place) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, NAME, WebviewUrl::App("index.html".into()))
        .title("모아데스크")
        .inner_size(1440.0, 900.0)
        .min_inner_size(1024.0, 640.0)
        .data_directory(place.web_view())
        .on_navigation(is_embedded)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()
        .map(drop)
}

/// Brings the window to the front: somebody started the application a second time.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(NAME) else { return };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be brought to the front");
    }
}

/// Whether an address is one of the program's own contents; Windows gives them a host, the others a scheme.
fn is_embedded(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_with_what_is_embedded() {
        let goes = |url: &str| is_embedded(&Url::parse(url).unwrap());
        assert!(goes("tauri://localhost/index.html"));
        for elsewhere in [
            "https://example.com/",
            "http://localhost:5173/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "tauri://elsewhere/",
            "about:blank",
        ] {
            assert!(!goes(elsewhere), "went to {elsewhere}");
        }
    }
}
