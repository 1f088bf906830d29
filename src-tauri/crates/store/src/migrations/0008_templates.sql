-- Words to buyers that are written once. The first ones are ours; the owner edits and removes them like any other.
CREATE TABLE templates (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    purpose     TEXT NOT NULL,
    marketplace TEXT,
    body        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO templates VALUES
    ('first-refusal-shipped', '이미 발송', 'refusal', NULL,
     '{주문자} 고객님, 주문하신 {상품}은(는) 이미 발송되어 취소해 드릴 수 없습니다. {택배사} {송장번호}로 배송 조회가 가능하며, 받으신 뒤 반품을 신청하실 수 있습니다.'),
    ('first-refusal-used', '사용 흔적', 'refusal', NULL,
     '{주문자} 고객님, 보내 주신 {상품}에서 사용 흔적이 확인되어 반품을 받아 드리기 어렵습니다. 상품은 다시 보내 드립니다. 궁금하신 점은 문의해 주세요.'),
    ('first-refusal-late', '기간 지남', 'refusal', NULL,
     '{주문자} 고객님, {상품}은(는) 받으신 날부터 7일이 지나 단순 변심으로는 반품·교환이 어렵습니다. 상품에 문제가 있다면 사진과 함께 문의해 주세요.'),
    ('first-hold-fee', '반품 배송비 입금 대기', 'hold', NULL,
     '{상품} 반품 배송비 입금을 기다리고 있습니다. 입금이 확인되면 바로 환불해 드립니다.'),
    ('first-hold-check', '상품 확인 중', 'hold', NULL,
     '보내 주신 {상품}의 상태를 확인하고 있습니다. 확인이 끝나면 바로 처리해 드립니다.'),
    ('first-notice-return', '반품 접수', 'notice', NULL,
     '{주문자} 고객님, {상품} 접수가 완료되었습니다. 받으신 포장에 그대로 담아 주문번호 {주문번호}를 적은 메모와 함께 보내 주세요. 상품이 도착하면 확인한 뒤 처리해 드립니다.'),
    ('first-delay-stock', '재고 부족', 'delay', NULL,
     '{상품} 재고가 늦게 들어와 발송이 늦어집니다. 기다리시게 하여 죄송합니다.'),
    ('first-delay-rush', '주문 폭주', 'delay', NULL,
     '주문이 몰려 발송이 늦어집니다. 순서대로 빠르게 보내 드리겠습니다.');

-- What happened to an order or a claim without us, noted at the moment when it was told.
CREATE TABLE happenings (
    number   INTEGER PRIMARY KEY,
    account  TEXT NOT NULL REFERENCES accounts (id),
    order_id TEXT NOT NULL,
    line     TEXT,
    claim    TEXT,
    at       INTEGER NOT NULL,
    what     TEXT NOT NULL,
    seen_at  INTEGER
) STRICT;
CREATE INDEX happenings_at ON happenings (at);
CREATE INDEX happenings_account ON happenings (account);
CREATE INDEX happenings_unseen ON happenings (number) WHERE seen_at IS NULL;
