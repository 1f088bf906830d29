//! What must be on the machine before anything is built.

mod apt;
mod node;
mod prerequisites;

use anyhow::Result;

use crate::project::Project;

/// What the machine is prepared for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// Building the application and showing it.
    Build,
    /// A window on a virtual screen with a keyring of its own, and tests that drive it.
    Tests,
}

/// Installs what is missing where the system's packages are apt's; elsewhere names what is missing.
pub(crate) fn prepare(project: &Project, need: Need) -> Result<()> {
    if apt::is_the_package_tool() {
        apt::install_missing(project, need)?;
    } else {
        prerequisites::check()?;
    }
    node::check(project)
}
