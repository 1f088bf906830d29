import { expect, it } from "vitest";
import type { ClaimRowView, ClaimVerb } from "../bindings";
import { groupNote, numbered } from "./steps";

it("numbers the rows of the queue through all its groups, behind the header", () => {
  const groups = numbered([{ rows: [1, 2, 3] }, { rows: [] }, { rows: [1] }]);
  expect(groups.map(({ index }) => index)).toEqual([2, 6, 7]);
});

it("says over a group only what is true of all its claims", () => {
  const row = (...verbs: ClaimVerb[]): ClaimRowView => ({ offers: verbs.map((verb) => [verb, { enabled: true }]) }) as unknown as ClaimRowView;
  const note = (...rows: ClaimRowView[]): string => groupNote("return", "requested", rows);
  expect(note(row("notify"), row("notify"))).toBe("접수를 안내하면 구매자가 물건을 보냅니다");
  expect(note(row("confirm_collected"))).toBe("상자가 오면 수거완료를 누릅니다");
  expect(note(row("notify"), row("hold"), row("confirm_collected"))).toBe("다음 할 일은 마켓마다 다르니 행의 버튼을 보세요");
  expect([note(row("refund", "hold")), note(row("hold"))]).toEqual(["물건을 확인했으면 환불합니다", "수거가 끝나면 다음 처리를 할 수 있습니다"]);
  expect(groupNote("exchange", "requested", [row("reship")])).toBe("송장을 보내면 교환이 끝납니다");
  expect(groupNote("exchange", "collecting", [row("confirm_collected"), row("hold")])).toContain("마켓마다");
});
