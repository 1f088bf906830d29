//! Links out of the application: to the marketplaces' own pages, in the system's browser, and nowhere else.

use domain::Sentence;
use engine::view::{CapabilityRow, DescriptorView, Problem, ProblemCode};
use url::Url;

/// Opens a link in the system's browser.
///
/// # Errors
/// When it leads to a host that no marketplace names, or no browser opens.
pub(crate) fn open(
    link: &str,
    marketplaces: &[DescriptorView],
    capabilities: &[CapabilityRow],
) -> Result<(), Problem> {
    let url = known(link, marketplaces, capabilities).ok_or_else(|| {
        refused(Sentence::fixed(
            "마켓의 주소가 아니라서 열지 않았습니다. 판매자센터에 직접 접속하세요.",
            "It is not a marketplace's address, so it was not opened. Go to the seller centre yourself.",
        ))
    })?;
    open::that_detached(url.as_str()).map_err(|error| {
        tracing::warn!(%error, "no browser opened");
        refused(Sentence::new(
            format!("브라우저를 열지 못했습니다. 이 주소로 직접 접속하세요: {url}"),
            format!("No browser opened. Go to this address yourself: {url}"),
        ))
    })
}

fn refused(sentence: Sentence) -> Problem {
    Problem { code: ProblemCode::BadInput, sentence, quote: None, remedy: None }
}

/// The address that `link` names, if it is on a host that the marketplaces' descriptors or capabilities name.
fn known(link: &str, marketplaces: &[DescriptorView], capabilities: &[CapabilityRow]) -> Option<Url> {
    let url = secure(link)?;
    let ours = marketplaces.iter().flat_map(|one| [one.guide.as_str(), one.centre.as_str()]);
    let theirs = capabilities.iter().filter_map(|one| one.link.as_deref());
    let hosts = ours.chain(theirs).filter_map(secure);
    hosts.into_iter().any(|known| known.host_str() == url.host_str()).then_some(url)
}

/// An https address without a login or a port of its own.
fn secure(link: &str) -> Option<Url> {
    let url = Url::parse(link).ok()?;
    let plain = url.username().is_empty() && url.password().is_none() && url.port().is_none();
    (url.scheme() == "https" && url.host_str().is_some() && plain).then_some(url)
}

#[cfg(test)]
mod tests {
    use domain::{ActionKind, Marketplace};
    use engine::view::SupportView;

    use super::*;

    fn opens(link: &str) -> bool {
        let marketplace = DescriptorView {
            marketplace: Marketplace::Coupang,
            fields: Vec::new(),
            steps: Vec::new(),
            guide: "https://guide.example/keys".to_owned(),
            centre: "https://centre.example".to_owned(),
            companion: None,
        };
        let capability = CapabilityRow {
            marketplace: Marketplace::Coupang,
            kind: ActionKind::DelayNotice,
            support: SupportView::Unavailable,
            sentence: None,
            link: Some("https://orders.example/list".to_owned()),
            experimental: false,
            words: None,
        };
        known(link, &[marketplace], &[capability]).is_some()
    }

    #[test]
    fn pages_of_the_marketplaces_open() {
        for link in ["https://guide.example/other", "https://centre.example/?a=1", "https://orders.example/"]
        {
            assert!(opens(link), "{link} did not open");
        }
    }

    #[test]
    fn nothing_else_opens() {
        for link in [
            "http://centre.example/",
            "https://centre.example.evil.example/",
            "https://centre.example@evil.example/",
            "https://user:word@centre.example/",
            "https://centre.example:8443/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "centre.example",
            "",
        ] {
            assert!(!opens(link), "{link} opened");
        }
    }
}
