//! What the command line asks for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};
use domain::{AccountId, LineId, Marketplace};
use engine::Engine;
use engine::view::{ActionBatch, ClaimActRequest, ShipRow, SplitLater};
use market::Credentials;
use secrecy::SecretString;

/// Where credentials stand in the environment: `MOADESK_CREDENTIAL_VENDOR_ID` …
const CREDENTIAL_VARIABLE: &str = "MOADESK_CREDENTIAL_";

/// The desk without a window.
#[derive(Parser)]
pub(crate) struct Args {
    /// Which marketplace: coupang …
    #[arg(long, value_parser = marketplace)]
    pub(crate) marketplace: Marketplace,
    /// Replaces the marketplace's own address.
    #[arg(long)]
    pub(crate) base_url: Option<String>,
    /// A proxy with a fixed address.
    #[arg(long)]
    pub(crate) proxy: Option<String>,
    /// The folder of the encrypted file.
    #[arg(long)]
    pub(crate) store: PathBuf,
    /// The file's key, 64 hexadecimal digits; without it the system's keychain is used.
    #[arg(long, env = "MOADESK_STORE_KEY", hide_env_values = true)]
    pub(crate) store_key: Option<String>,
    /// A credential, `name=value`; also from `MOADESK_CREDENTIAL_<NAME>`.
    #[arg(long, value_parser = credential)]
    credential: Vec<(String, String)>,
    /// The server behind the address shows at once what was written to it.
    #[arg(long)]
    pub(crate) sandbox: bool,
    /// How long to wait for a result that is not known, in seconds.
    #[arg(long, default_value_t = 120)]
    pub(crate) patience: u64,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Tests the connection.
    Check,
    /// Collects what is new, and the past.
    Collect,
    /// Prints every line.
    List {
        /// And every claim.
        #[arg(long)]
        claims: bool,
    },
    /// Carries out one action and waits for what comes of it.
    Act {
        /// Which.
        #[command(flatten)]
        act: Act,
        /// On which order.
        #[arg(long)]
        order: Option<String>,
        /// On which claim.
        #[arg(long)]
        claim: Option<String>,
    },
    /// Sends what is queued and waits for what is unknown.
    Settle,
}

/// An action with what it needs.
#[derive(clap::Args)]
#[group(id = "wanted")]
pub(crate) struct Act {
    /// Which.
    verb: Verb,
    /// The courier's code.
    #[arg(long)]
    courier: Option<String>,
    /// The invoice number.
    #[arg(long)]
    invoice: Option<String>,
    /// The marketplace's reason code.
    #[arg(long)]
    reason: Option<String>,
    /// Only these lines of the order: what is split off, or cancelled.
    #[arg(long)]
    line: Vec<String>,
    /// How many pieces of each line are cancelled.
    #[arg(long, default_value_t = 1)]
    count: u32,
    /// The day in Korea on which the rest of a split leaves.
    #[arg(long)]
    later_on: Option<NaiveDate>,
}

/// The actions.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Verb {
    Confirm,
    Ship,
    ChangeInvoice,
    Split,
    ShipRest,
    CompleteDelivery,
    CancelSale,
    Approve,
    /// A cancel request, with the proof that the parcel had left.
    Refuse,
    RejectExchange,
    Pickup,
    Collected,
    Refund,
    Reship,
}

impl Args {
    /// All credentials, those of the command line over those of the environment.
    pub(crate) fn credentials(&self) -> Credentials {
        let environment = std::env::vars().filter_map(|(name, value)| {
            let name = name.strip_prefix(CREDENTIAL_VARIABLE)?.to_lowercase();
            Some((name, value))
        });
        let given = environment.chain(self.credential.iter().cloned());
        Credentials(given.map(|(name, value)| (name, SecretString::from(value))).collect::<BTreeMap<_, _>>())
    }

    /// The credentials that are no secrets: the fields that an account's form shows.
    pub(crate) fn plain_credentials(&self) -> Credentials {
        let descriptors = market::descriptors();
        let plain = |name: &str| {
            descriptors
                .iter()
                .filter(|descriptor| descriptor.marketplace == self.marketplace)
                .any(|descriptor| descriptor.fields.iter().any(|field| field.name == name && !field.secret))
        };
        let Credentials(all) = self.credentials();
        Credentials(all.into_iter().filter(|(name, _)| plain(name)).collect())
    }
}

impl Act {
    /// The verb on a claim; `None` for an action on an order.
    pub(crate) fn claim_request(&self) -> anyhow::Result<Option<ClaimActRequest>> {
        Ok(Some(match self.verb {
            Verb::Approve => ClaimActRequest::Approve,
            Verb::Collected => ClaimActRequest::ConfirmCollected,
            Verb::Refund => ClaimActRequest::Refund,
            Verb::RejectExchange => ClaimActRequest::RefuseFor { reason: needed(&self.reason, "--reason")? },
            Verb::Refuse => {
                let (courier, invoice) = self.number()?;
                ClaimActRequest::RefuseShipped { courier: courier.into(), invoice: invoice.into() }
            }
            Verb::Pickup => {
                let (courier, invoice) = self.number()?;
                ClaimActRequest::RegisterPickup { courier: courier.into(), invoice: invoice.into() }
            }
            Verb::Reship => {
                let (courier, invoice) = self.number()?;
                ClaimActRequest::Reship { courier: courier.into(), invoice: invoice.into() }
            }
            _ => return Ok(None),
        }))
    }

    /// Presses an action on an order's lines.
    pub(crate) async fn press(
        &self,
        engine: &Engine,
        account: &AccountId,
        lines: &[LineId],
    ) -> anyhow::Result<ActionBatch> {
        let (named, others): (Vec<LineId>, Vec<LineId>) =
            lines.iter().cloned().partition(|line| self.line.iter().any(|named| named == line.as_str()));
        let chosen = if named.is_empty() { lines.to_vec() } else { named };
        let first = chosen.first().cloned().ok_or_else(|| anyhow::anyhow!("no line"))?;
        let rows = || chosen.iter().map(|line| self.row(account, line)).collect::<anyhow::Result<Vec<_>>>();
        Ok(match self.verb {
            Verb::Confirm => {
                engine.confirm_lines(chosen.into_iter().map(|line| (account.clone(), line)).collect()).await?
            }
            Verb::ChangeInvoice => engine.change_invoice(rows()?).await?,
            Verb::Split => {
                let courier = needed(&self.courier, "--courier")?.as_str().into();
                let on = self.later_on.ok_or_else(|| anyhow::anyhow!("--later-on is needed"))?;
                engine.split_ship(rows()?, SplitLater { lines: others, courier, on }).await?
            }
            Verb::ShipRest => engine.ship_rest(self.row(account, &first)?).await?,
            Verb::CompleteDelivery => engine.complete_delivery(account.clone(), first).await?,
            Verb::CancelSale => {
                let lines = chosen.into_iter().map(|line| (line, self.count)).collect();
                engine.cancel_sale(account.clone(), lines, needed(&self.reason, "--reason")?).await?
            }
            _ => engine.ship(rows()?).await?,
        })
    }

    /// A line under the given number.
    fn row(&self, account: &AccountId, line: &LineId) -> anyhow::Result<ShipRow> {
        let (courier, invoice) = self.number()?;
        Ok(ShipRow {
            account: account.clone(),
            line: line.clone(),
            courier: courier.into(),
            invoice: invoice.into(),
        })
    }

    /// The courier and the number.
    fn number(&self) -> anyhow::Result<(&str, &str)> {
        match (&self.courier, &self.invoice) {
            (Some(courier), Some(invoice)) => Ok((courier, invoice)),
            _ => anyhow::bail!("--courier and --invoice are needed"),
        }
    }
}

/// An option that the action cannot go without.
fn needed(value: &Option<String>, name: &str) -> anyhow::Result<String> {
    value.clone().ok_or_else(|| anyhow::anyhow!("{name} is needed"))
}

/// A marketplace by its word.
fn marketplace(code: &str) -> Result<Marketplace, String> {
    Marketplace::from_code(code).ok_or_else(|| format!("no marketplace {code}"))
}

/// A credential in two parts.
fn credential(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or_else(|| "write it as name=value".to_owned())?;
    Ok((name.to_owned(), value.to_owned()))
}
