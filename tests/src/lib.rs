//! What the tests share: a desk over the sandbox, the real window behind WebDriver, and figures.

pub mod clock;
pub mod desk;
pub mod figures;
pub mod ground;
pub mod simulation;
#[cfg(target_os = "linux")]
pub mod window;
pub mod world;
