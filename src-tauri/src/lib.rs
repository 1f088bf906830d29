//! The desktop shell: one window, its commands, and what they stand on. It decides nothing about orders,
//! claims or marketplaces; the engine does.

mod bindings;
mod closing;
mod commands;
mod events;
mod links;
mod locale;
mod log;
mod place;
mod sandbox_shop;
mod secrets;
mod state;
mod window;

use std::process::ExitCode;

use tauri::{App, AppHandle, Manager, RunEvent, WindowEvent};

pub use bindings::write_bindings;

use crate::closing::Closing;
use crate::place::Place;
use crate::state::Desk;

/// Runs the application until its window is closed.
pub fn run() -> ExitCode {
    let place = match Place::find() {
        Ok(place) => place,
        Err(error) => {
            eprintln!("모아데스크: {error}");
            return ExitCode::FAILURE;
        }
    };
    let made = place.prepare();
    let _log = log::start(&place.logs());
    if let Err(error) = made {
        tracing::error!(%error, "the folder for the data cannot be made");
    }
    match build(place) {
        Ok(app) => {
            let code = app.run_return(|app, event| match event {
                RunEvent::WindowEvent { event: WindowEvent::CloseRequested { api, .. }, .. } => {
                    api.prevent_close();
                    closing::request(app);
                }
                // The system's own way to quit, such as ⌘Q, comes past the window.
                RunEvent::ExitRequested { api, code: None, .. } if is_held(app) => {
                    api.prevent_exit();
                    closing::request(app);
                }
                RunEvent::Exit => {
                    // Otherwise a start while this one closes would only look for a window that is gone.
                    tauri_plugin_single_instance::destroy(app);
                    tauri::async_runtime::block_on(app.state::<Desk>().close());
                }
                _ => {}
            });
            u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            tracing::error!(%error, "the window could not be made");
            ExitCode::FAILURE
        }
    }
}

/// Whether quitting has to wait for an answer: the window is there and nobody has closed it.
fn is_held(app: &AppHandle) -> bool {
    !app.state::<Closing>().is_going() && app.get_webview_window(window::NAME).is_some()
}

fn build(place: Place) -> tauri::Result<App> {
    let bindings = bindings::builder();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app)))
        // Only our own commands open it: the window's capability names none of the plugin's.
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            app.manage(Desk::new(place.clone()));
            app.manage(Closing::default());
            window::open(app.handle(), &place)?;
            tauri::async_runtime::spawn(state::open(app.handle().clone()));
            Ok(())
        })
        .build(tauri::generate_context!())
}
