//! Windows, macOS and other Linuxes: what is missing is named, nothing is installed.

use std::env;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::project::installed;

/// Something that must be there, and how a person gets it.
struct Prerequisite {
    present: bool,
    missing: &'static str,
}

/// Refuses with one line for each thing that is missing.
pub(super) fn check() -> Result<()> {
    let missing: Vec<&str> =
        prerequisites().into_iter().filter(|one| !one.present).map(|one| one.missing).collect();
    if missing.is_empty() {
        return Ok(());
    }
    bail!("this machine is not ready; what is missing:\n  - {}", missing.join("\n  - "))
}

fn prerequisites() -> Vec<Prerequisite> {
    match env::consts::OS {
        "windows" => windows(),
        "macos" => macos(),
        _ => other_linux(),
    }
}

fn windows() -> Vec<Prerequisite> {
    let webview =
        r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let installer = env::var("ProgramFiles(x86)").unwrap_or_default();
    let vswhere = format!(r"{installer}\Microsoft Visual Studio\Installer\vswhere.exe");
    let tools = "Microsoft.VisualStudio.Component.VC.Tools.x86.x64";
    let compiler =
        says(&vswhere, &["-latest", "-products", "*", "-requires", tools, "-property", "installationPath"]);
    vec![
        Prerequisite {
            present: says("reg", &["query", webview, "/v", "pv"]),
            missing: "WebView2: `winget install Microsoft.EdgeWebView2Runtime`",
        },
        Prerequisite {
            present: compiler,
            missing: "the MSVC build tools: `winget install Microsoft.VisualStudio.2022.BuildTools`, with the workload \"Desktop development with C++\"",
        },
        Prerequisite {
            present: installed("perl"),
            missing: "Perl, which OpenSSL's build needs: `winget install StrawberryPerl.StrawberryPerl`",
        },
        Prerequisite {
            present: installed("nasm"),
            missing: "NASM, which the cryptography's build needs: `winget install NASM.NASM`, then put its folder on the PATH",
        },
    ]
}

fn macos() -> Vec<Prerequisite> {
    vec![
        Prerequisite {
            present: says("xcode-select", &["-p"]),
            missing: "the Xcode command line tools: `xcode-select --install`",
        },
        Prerequisite {
            present: installed("perl"),
            missing: "Perl, which OpenSSL's build needs: `brew install perl`",
        },
    ]
}

fn other_linux() -> Vec<Prerequisite> {
    let library = |name: &str| says("pkg-config", &["--modversion", name]);
    vec![
        Prerequisite { present: installed("cc"), missing: "a C compiler (gcc or clang)" },
        Prerequisite { present: installed("perl"), missing: "Perl, which OpenSSL's build needs" },
        Prerequisite { present: installed("pkg-config"), missing: "pkg-config" },
        Prerequisite {
            present: library("webkit2gtk-4.1"),
            missing: "WebKitGTK 4.1 with its development files (Fedora: webkit2gtk4.1-devel, Arch: webkit2gtk-4.1)",
        },
        Prerequisite {
            present: library("librsvg-2.0"),
            missing: "librsvg 2 with its development files (Fedora: librsvg2-devel, Arch: librsvg)",
        },
    ]
}

/// Whether the program starts, ends well and prints something.
fn says(program: &str, arguments: &[&str]) -> bool {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output();
    output.is_ok_and(|output| output.status.success() && !output.stdout.trim_ascii().is_empty())
}
