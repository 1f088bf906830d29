//! The real application in a real window, driven through WebDriver.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// How long a person would wait before calling something broken.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is looked whether something has come.
const GLANCE: Duration = Duration::from_millis(50);

/// WebKit takes its picture with the next frame, and a still page has none: two seconds of invisible change.
const KEEP_PAINTING: &str = "let frame = 0; const paint = () => { \
    document.documentElement.style.opacity = frame % 2 ? '1' : '0.999'; \
    if (++frame < 120) setTimeout(paint, 16); else document.documentElement.style.opacity = ''; }; paint();";

/// The application's window under a driver of its own.
pub struct Window {
    client: Client,
    driver: Driver,
}

/// A WebDriver process in a process group of its own, so that its end takes the application along.
struct Driver {
    child: Child,
    port: u16,
}

impl Window {
    /// Starts the application with these environment variables and waits until its first page is painted.
    ///
    /// # Errors
    /// When the driver or the application does not come up.
    pub async fn open(application: &Path, environment: &[(&str, String)]) -> Result<Window> {
        let driver = Driver::start(environment)?;
        let capabilities = json!({"webkitgtk:browserOptions": {"binary": application, "args": []}});
        let capabilities = serde_json::from_value(capabilities)?;
        let address = format!("http://127.0.0.1:{}", driver.port);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&address)
            .await
            .context("the driver could not start the application")?;
        let window = Window { client, driver };
        window
            .until("the window is ready", "return document.documentElement.dataset.ready === 'true'")
            .await?;
        Ok(window)
    }

    /// Waits until `script` returns true.
    ///
    /// # Errors
    /// When it does not in time; the message says what was waited for.
    pub async fn until(&self, what: &str, script: &str) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.client.execute(script, Vec::new()).await.is_ok_and(|value| value == Value::Bool(true)) {
                return Ok(());
            }
            tokio::time::sleep(GLANCE).await;
        }
        let text = self.text("body").await.unwrap_or_default();
        bail!("waited in vain until {what}; the window says: {text}")
    }

    /// The value of a script.
    ///
    /// # Errors
    /// When the script fails.
    pub async fn script(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// The element, once it is there.
    ///
    /// # Errors
    /// When it does not come in time.
    pub async fn find(&self, selector: &str) -> Result<Element> {
        let wait = self.client.wait().at_most(PATIENCE).every(GLANCE).for_element(Locator::Css(selector));
        wait.await.with_context(|| format!("nothing matches {selector}"))
    }

    /// Whether something matches now.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn shows(&self, selector: &str) -> Result<bool> {
        Ok(!self.client.find_all(Locator::Css(selector)).await?.is_empty())
    }

    /// How many elements match now.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        Ok(self.client.find_all(Locator::Css(selector)).await?.len())
    }

    /// Clicks, once the element is there and enabled.
    ///
    /// # Errors
    /// When it cannot be clicked in time.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let element = self.find(selector).await?;
            let enabled = element.is_enabled().await.unwrap_or(false);
            if enabled && element.click().await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(GLANCE).await;
        }
        bail!("{selector} cannot be clicked")
    }

    /// Types into an element.
    ///
    /// # Errors
    /// When it does not come in time.
    pub async fn type_into(&self, selector: &str, text: &str) -> Result<()> {
        Ok(self.find(selector).await?.send_keys(text).await?)
    }

    /// Types to whatever has the focus.
    ///
    /// # Errors
    /// When nothing has it.
    pub async fn press(&self, keys: &str) -> Result<()> {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// Puts text on the system's clipboard and pastes it with Ctrl+V into whatever has the focus.
    ///
    /// # Errors
    /// When there is no clipboard or nothing has the focus.
    pub async fn paste(&self, text: &str) -> Result<()> {
        clipboard(text)?;
        self.press("\u{e009}v\u{e000}").await
    }

    /// The text of an element.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn text(&self, selector: &str) -> Result<String> {
        Ok(self.client.find(Locator::Css(selector)).await?.text().await?)
    }

    /// Keeps a picture of the window in the target folder's `screenshots`.
    ///
    /// # Errors
    /// When the driver or the disk refuses.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        let folder = pictures(&std::env::current_exe()?)?;
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        self.client.execute(KEEP_PAINTING, Vec::new()).await?;
        let taken = tokio::time::timeout(PATIENCE, self.client.screenshot()).await;
        std::fs::write(&path, taken.context("the driver takes no picture")??)?;
        Ok(path)
    }

    /// Ends the application as a power cut would, leaving it no moment to tidy up.
    ///
    /// # Errors
    /// When the application's process is not found.
    pub fn kill(mut self, application: &Path) -> Result<()> {
        let name =
            application.file_name().and_then(|name| name.to_str()).ok_or_else(|| anyhow!("no name"))?;
        let status = Command::new("pkill")
            .args(["-KILL", "-x", name, "-g"])
            .arg(self.driver.child.id().to_string())
            .status()?;
        self.driver.end();
        if status.success() { Ok(()) } else { bail!("the application was not running") }
    }

    /// Closes the window as a person would.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn close(mut self) -> Result<()> {
        self.client.clone().close().await?;
        self.driver.end();
        Ok(())
    }
}

/// Puts text on the system's clipboard; xclip stays behind as its owner.
///
/// # Errors
/// When xclip is missing.
pub fn clipboard(text: &str) -> Result<()> {
    let mut owner = Command::new("xclip").args(["-selection", "clipboard"]).stdin(Stdio::piped()).spawn()?;
    owner.stdin.take().context("xclip takes no input")?.write_all(text.as_bytes())?;
    ensure!(owner.wait()?.success(), "xclip refused");
    Ok(())
}

impl Driver {
    /// Starts WebKit's driver on a free port.
    fn start(environment: &[(&str, String)]) -> Result<Driver> {
        use std::os::unix::process::CommandExt;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("MOADESK_LOG", "warn")
            .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
            .envs(environment.iter().map(|(name, value)| (*name, value.as_str())))
            .stdout(Stdio::null())
            .process_group(0)
            .spawn()
            .context("WebKitWebDriver is not installed; `cargo xtask setup` installs it")?;
        let driver = Driver { child, port };
        driver.wait()?;
        Ok(driver)
    }

    /// Waits until the driver listens.
    fn wait(&self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("the driver does not listen")
    }

    /// Ends the driver and, through its process group, the application. Only a polite signal reaches both.
    fn end(&mut self) {
        let group = format!("-{}", self.child.id());
        let asked = Command::new("kill").args(["-TERM", "--", &group]).stderr(Stdio::null()).status();
        if asked.is_ok() {
            // The child's own exit code says nothing about the tests.
            drop(self.child.wait());
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.end();
    }
}

/// The folder of the build that these tests belong to, wherever cargo was told to keep it: a test's program
/// lies in its `deps`.
fn build_folder(program: &Path) -> Result<PathBuf> {
    let deps = program.parent().filter(|folder| folder.ends_with("deps"));
    let build = deps.and_then(Path::parent).map(Path::to_owned);
    build.ok_or_else(|| anyhow!("{} is no test that cargo built", program.display()))
}

/// Where the windows' pictures are kept, beside all builds.
fn pictures(program: &Path) -> Result<PathBuf> {
    let build = build_folder(program)?;
    Ok(build.parent().unwrap_or(&build).join("screenshots"))
}

/// The application's binary, built before the tests by `cargo xtask test`.
///
/// # Errors
/// When it is not there.
pub fn application() -> Result<PathBuf> {
    let path = build_folder(&std::env::current_exe()?)?.join("moadesk");
    if path.exists() {
        Ok(path)
    } else {
        bail!("{} is missing; `cargo xtask test` builds it", path.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_may_lie_in_any_folder() {
        let program = Path::new("/elsewhere/debug/deps/desktop-0a1b");
        assert_eq!(build_folder(program).unwrap(), Path::new("/elsewhere/debug"));
        assert_eq!(pictures(program).unwrap(), Path::new("/elsewhere/screenshots"));
        assert!(build_folder(Path::new("/elsewhere/debug/desktop")).is_err());
    }
}
