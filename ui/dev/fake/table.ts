import type { ActionKind, CapabilityRow, Length, Marketplace, ReadingRow } from "../../src/bindings";
import { kindWord } from "../../src/shared/words";
import { sentence } from "./scene";
import { isMissing, isNaver, offer, SHOPS } from "./shops";

/** How long the words of an operation are. */
function wordsOf(market: Marketplace, kind: ActionKind): Length | null {
  const ask = offer(market, kind).asks.find((each) => each.ask === "text" || each.ask === "text_for");
  return ask && "length" in ask ? ask.length : null;
}

const KINDS = Object.keys(kindWord) as ActionKind[];

/** The capability table of the three shops. */
export const capabilities: CapabilityRow[] = SHOPS.flatMap(({ market }) =>
  KINDS.map((kind): CapabilityRow => {
    const { reason, link, local } = offer(market, kind);
    const composed = isNaver(market) && (kind === "refuse_cancel" || kind === "split_ship");
    return {
      marketplace: market,
      kind,
      support: isMissing(market, kind) ? "unavailable" : local ? "local" : composed ? "composed" : "native",
      sentence: reason ?? (composed || local ? offer(market, kind).consequence : null),
      link,
      words: wordsOf(market, kind),
      experimental: market === "npay" && !isMissing(market, kind) && !local,
    };
  }),
);

/** What the three shops tell. */
export const readings: ReadingRow[] = SHOPS.flatMap(({ market }) => [
  { marketplace: market, reading: "new_orders", support: "native" as const, sentence: null, link: null },
  { marketplace: market, reading: "counts", support: "local" as const, sentence: sentence("건수를 따로 주지 않아 수집한 주문을 셉니다.", "There are no counts, so what was collected is counted."), link: null },
  { marketplace: market, reading: "withdrawals", support: isNaver(market) ? ("composed" as const) : ("native" as const), sentence: isNaver(market) ? sentence("거부와 철회를 같은 말로 알려 줍니다.", "A refusal and a withdrawal go by one word.") : null, link: null },
  { marketplace: market, reading: "reviews", support: market === "npay" ? ("native" as const) : ("unavailable" as const), sentence: market === "npay" ? null : sentence("상품평을 API로 주지 않습니다.", "There are no reviews by API."), link: market === "npay" ? null : "https://wing.coupang.com" },
]);
