//! What tells the family's two marketplaces apart. Nothing outside this file asks which of them it serves.

use domain::Sentence;

/// One of the two.
pub(crate) struct Flavor {
    /// Which.
    pub(super) marketplace: domain::Marketplace,
    /// Its address, with the prefix of every path.
    pub(super) host: &'static str,
    /// The word for the shop in every path of orders.
    pub(super) segment: &'static str,
    /// The last word of the path by which an exchange's goods are reported as collected.
    pub(super) collected: &'static str,
    /// A small read that only a working key can make, where there is one.
    pub(super) account_path: Option<&'static str>,
    /// The token's path may be set by the seller, because no public document shows it.
    pub(super) asks_token_path: bool,
    /// 배송희망일 변경 is offered.
    pub(super) hope_delivery: bool,
    /// Reviews are offered.
    pub(super) reviews: bool,
    /// Bodies and states are published; where they are not, they are taken from the sister marketplace, and every
    /// operation counts as experimental.
    pub(super) published: bool,
    /// Pages of the seller centre.
    pub(super) pages: Pages,
    /// The marketplace's own guide.
    pub(super) guide: &'static str,
    /// Where id and secret are copied from.
    pub(super) key_from: Sentence,
    /// How to get them, step by step.
    pub(super) steps: &'static [Sentence],
}

/// Pages of the seller centre.
pub(super) struct Pages {
    /// Its front.
    pub(super) centre: &'static str,
    /// Confirming and shipping.
    pub(super) deliveries: &'static str,
    /// Returns.
    pub(super) returns: &'static str,
    /// Exchanges.
    pub(super) exchanges: &'static str,
}

/// 스마트스토어, by the Commerce API.
pub(crate) static SMARTSTORE: Flavor = Flavor {
    marketplace: domain::Marketplace::SmartStore,
    host: "https://api.commerce.naver.com/external",
    segment: "seller",
    collected: "approve",
    account_path: Some("/v1/seller/account"),
    asks_token_path: false,
    hope_delivery: true,
    reviews: false,
    published: true,
    pages: Pages {
        centre: "https://sell.smartstore.naver.com",
        deliveries: "https://sell.smartstore.naver.com/#/naverpay/sale/delivery",
        returns: "https://sell.smartstore.naver.com/#/naverpay/sale/return",
        exchanges: "https://sell.smartstore.naver.com/#/naverpay/sale/exchange",
    },
    guide: "https://apicenter.commerce.naver.com",
    key_from: Sentence::fixed(
        "커머스API센터 › 내 스토어 애플리케이션에서 값을 다시 복사해 넣으세요.",
        "Copy the value again from 내 스토어 애플리케이션 in the Commerce API centre.",
    ),
    steps: &[
        Sentence::fixed(
            "커머스API센터(apicenter.commerce.naver.com)에 스토어의 판매자 계정으로 로그인합니다.",
            "Sign in to the Commerce API centre (apicenter.commerce.naver.com) with the store's own account.",
        ),
        Sentence::fixed(
            "‘내 스토어 애플리케이션’을 만들고 주문과 판매자 정보를 쓸 수 있게 고릅니다. 다른 종류의 애플리케이션은 쓸 수 없습니다.",
            "Create a 내 스토어 애플리케이션 that may use orders and seller information. The other kinds of application do not work here.",
        ),
        Sentence::fixed(
            "‘API 호출 IP’에 이 PC의 공인 IPv4 주소를 등록합니다(애플리케이션마다 최대 3개).",
            "Under ‘API 호출 IP’ register this computer's public IPv4 address (three at most).",
        ),
        Sentence::fixed(
            "애플리케이션 ID와 시크릿을 왼쪽 칸에 붙여 넣습니다. 시크릿은 $2a$로 시작하는 29글자입니다.",
            "Paste the application's ID and secret into the fields on the left. The secret has 29 characters and begins with $2a$.",
        ),
        Sentence::fixed(
            "이 키는 이 스토어의 판매자만 쓸 수 있습니다. 이 PC 밖으로는 네이버에만 전달됩니다.",
            "The key is for this store's own seller. From this computer it is shown to nobody but Naver.",
        ),
        Sentence::fixed(
            "애플리케이션 인증에는 기한이 있습니다. 기한이 지나면 수집이 멈추므로 커머스API센터에서 갱신하세요.",
            "The application's authorisation runs out from time to time and everything stops. Renew it in the Commerce API centre.",
        ),
    ],
};

/// 네이버페이 주문형, the Npay button on a merchant's own site.
pub(crate) static NPAY: Flavor = Flavor {
    marketplace: domain::Marketplace::Npay,
    host: "https://api.pay.naver.com/npay/partner",
    segment: "mall",
    collected: "complete",
    account_path: None,
    asks_token_path: true,
    hope_delivery: false,
    reviews: true,
    published: false,
    pages: Pages {
        centre: CENTRE_OF_NPAY,
        deliveries: CENTRE_OF_NPAY,
        returns: CENTRE_OF_NPAY,
        exchanges: CENTRE_OF_NPAY,
    },
    guide: "https://github.com/npay-mall-order-api/merchant-order-api",
    key_from: Sentence::fixed(
        "네이버페이센터 › API 관리에서 값을 다시 복사해 넣으세요.",
        "Copy the value again from API 관리 in the Naver Pay centre.",
    ),
    steps: &[
        Sentence::fixed(
            "네이버페이센터(admin.pay.naver.com) › API 관리에서 샌드박스 애플리케이션을 만듭니다. 제휴 호스팅사로 가입한 가맹점은 쓸 수 없습니다.",
            "Create a sandbox application under API 관리 in the Naver Pay centre (admin.pay.naver.com). Merchants who joined through a hosting partner cannot.",
        ),
        Sentence::fixed(
            "샌드박스 키로 먼저 시험합니다. 이때 서버 주소를 https://sandbox-api.pay.naver.com/npay/partner 로 바꿉니다.",
            "Try it with the sandbox key first, with the server address https://sandbox-api.pay.naver.com/npay/partner.",
        ),
        Sentence::fixed(
            "네이버페이 기술지원에 검수를 요청하면서 이 PC의 공인 IP를 API 호출 IP로 알립니다. 검수를 마치면 운영 키가 나옵니다.",
            "Ask Naver Pay's technical support for the inspection and name this computer's public IP address as the calling one. The production key follows it.",
        ),
        Sentence::fixed(
            "애플리케이션 ID와 시크릿을 왼쪽 칸에 붙여 넣습니다. 시크릿은 $2a$로 시작하는 29글자입니다.",
            "Paste the application's ID and secret into the fields on the left. The secret has 29 characters and begins with $2a$.",
        ),
    ],
};

/// 네이버페이센터, whose pages have no published addresses.
const CENTRE_OF_NPAY: &str = "https://admin.pay.naver.com";
