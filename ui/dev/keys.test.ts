import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { openDesk, press } from "./stage";

const all = (css: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(css)];
const one = (css: string): HTMLElement => all(css)[0] ?? expect.fail(`nothing at ${css}`);
const current = (): string | undefined => all(".claim.focused")[0]?.dataset.claim;
const refusable = (): HTMLElement[] => all("[data-claim]:not(.unknown, .failed):has([data-action=refuse][aria-disabled=false])");
const name = (row: HTMLElement | undefined): string => row?.dataset.claim ?? expect.fail("no such row");

beforeAll(async () => {
  history.replaceState(null, "", "?scene=stale");
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

it("keeps a form with all that was typed when its claim changed meanwhile, and sends the next press", async () => {
  const ofNaver = "[data-claim][data-market=smartstore]:not(.unknown, .failed) [data-action=refuse][aria-disabled=false]";
  await press("Digit2");
  await vi.waitFor(() => expect(all(ofNaver).length).toBeGreaterThan(0), 20_000);
  one(ofNaver).click();
  const box = await vi.waitFor(() => one("[data-testid=ask-text]") as HTMLTextAreaElement);
  box.value = "상품을 아직 받지 못했습니다.";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  const send = (): void => one("[role=dialog] [data-action=send]:enabled").click();
  await vi.waitFor(send);
  await vi.waitFor(() => expect(one("[data-testid=ask-left-out]").textContent).toContain("단계가 바뀌어"));
  expect([(one("[data-testid=ask-text]") as HTMLTextAreaElement).value, all("[data-testid=toast]").length]).toEqual(["상품을 아직 받지 못했습니다.", 0]);
  await vi.waitFor(send);
  await vi.waitFor(() => expect([all("[role=dialog]").length, all("[data-testid=toast]").length]).toEqual([0, 1]));
});
