//! Writes the window's bindings: `cargo xtask bindings`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(file) = std::env::args_os().nth(1) else {
        eprintln!("name the file to write");
        return ExitCode::FAILURE;
    };
    match shell::write_bindings(file.as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
