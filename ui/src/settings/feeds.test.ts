import { expect, it } from "vitest";
import { feedWord } from "./feeds";

it("puts every list into words, and the hourly long look of one too", () => {
  expect(feedWord("open")).toBe("진행 중인 주문 다시 읽기");
  expect(feedWord("returns.RU")).toBe("출고중지 요청");
  expect(feedWord("returns.RU.late")).toBe("출고중지 요청 (오래된 것까지)");
});

it("says the same of what different marketplaces call differently", () => {
  expect([feedWord("nondeliverylist"), feedWord("undelivered")]).toEqual(["미도착 신고", "미도착 신고"]);
  expect([feedWord("packaging"), feedWord("orders.2")]).toEqual(["상품준비 주문", "상품준비 주문"]);
});

it("has words for the lists that Grip is asked for again", () => {
  expect(["cancels", "orders.left", "exchanges.again"].map(feedWord)).toEqual(["끝난 취소", "발송된 주문", "교환 전체 다시 읽기"]);
});

it("shows the name of a list that it does not know", () => {
  expect(feedWord("orders.NEW_STATE")).toBe("orders.NEW_STATE");
});
