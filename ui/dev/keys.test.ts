import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { openDesk, press } from "./stage";

const all = (css: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(css)];
const one = (css: string): HTMLElement => all(css)[0] ?? expect.fail(`nothing at ${css}`);
const current = (): string | undefined => all(".claim.focused")[0]?.dataset.claim;
const refusable = (): HTMLElement[] => all("[data-claim]:not(.unknown, .failed):has([data-action=refuse][aria-disabled=false])");
const name = (row: HTMLElement | undefined): string => row?.dataset.claim ?? expect.fail("no such row");

beforeAll(async () => {
  await openDesk();
  await press("KeyG", "KeyC", "Digit1");
  await vi.waitFor(() => expect(refusable().length).toBeGreaterThan(3), 20_000);
}, 120_000);

beforeEach(async () => press("Escape", "Escape", "KeyK"));

it("takes the claim for the current one whose button gets the focus, so that the key acts on it", async () => {
  const row = refusable().find((each) => name(each) !== current());
  row?.querySelector<HTMLElement>("[data-action=refuse]")?.focus();
  await vi.waitFor(() => expect(current()).toBe(name(row)));
  await press("KeyR");
  const order = row?.dataset.order ?? expect.fail("no order");
  await vi.waitFor(() => expect(one("[role=dialog] header p").textContent).toContain(order));
});

it("shows no key on a button that does another thing than the key", async () => {
  const [first, second, third] = refusable();
  const keysIn = (row: HTMLElement | undefined): number => row?.querySelectorAll("[data-action] kbd").length ?? 0;
  expect(keysIn(third)).toBeGreaterThan(0);
  for (const row of [first, second]) row?.querySelector<HTMLElement>("[data-testid=select-claim]")?.click();
  third?.focus();
  await press("Enter");
  await vi.waitFor(() => expect([keysIn(first), keysIn(second), keysIn(third), keysIn(one("[data-testid=claim-detail] footer"))]).toEqual([0, 0, 0, 0]));
  expect(one("[data-testid=only-this]").textContent).toContain("2건");
  expect(one("[data-testid=selected]").textContent).toContain("2건 선택");
});
