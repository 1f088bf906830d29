import { expect, it } from "vitest";
import type { CapabilityRow, Marketplace } from "../bindings";
import { columns, operations, readings } from "./table";

const cell = (marketplace: Marketplace, kind: CapabilityRow["kind"], support: CapabilityRow["support"]): CapabilityRow => ({
  marketplace,
  kind,
  support,
  sentence: null,
  link: null,
  experimental: false,
  words: null,
});

it("stands the marketplaces side by side, however their rows come", () => {
  const cells = [cell("coupang", "ship", "native"), cell("coupang", "confirm", "native"), cell("smartstore", "confirm", "composed")];
  expect(columns(cells)).toEqual(["coupang", "smartstore"]);
  const table = operations(cells).map(({ id, cells }) => [id, cells.coupang?.support, cells.smartstore?.support]);
  expect(table).toEqual([
    ["ship", "native", undefined],
    ["confirm", "native", "composed"],
  ]);
});

it("shows the name of a reading that nobody has put into words", () => {
  const row = { marketplace: "npay" as const, support: "native" as const, sentence: null, link: null };
  expect(readings([{ ...row, reading: "reviews" }, { ...row, reading: "moods" }]).map(({ word }) => word)).toEqual(["상품평", "moods"]);
});
