import { flushSync } from "svelte";
import { expect, it } from "vitest";
import type { AskView, Template } from "../bindings";
import { Answers } from "./answers.svelte";
import { focusBehind, insertWords } from "./insert";
import { keepParcel, offered, openParcel, withParcel } from "./templates";

function page(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
}

it("puts a template where the caret stands and loses nothing that was typed", () => {
  const box = page("<textarea></textarea>") as HTMLTextAreaElement;
  let heard = 0;
  box.addEventListener("input", () => heard++);
  insertWords(box, "접수되었습니다.");
  expect([box.value, heard]).toEqual(["접수되었습니다.", 1]);
  box.setSelectionRange(3, 3);
  insertWords(box, "끼움");
  expect(box.value).toBe("접수되\n끼움었습니다.");
});

it("goes on to the field behind a choice, and from the last one to the button that sends", () => {
  const dialog = page('<div role="dialog"><div id="f"><button class="choice" data-testid="ask-reason"></button><input tabindex="-1"><textarea></textarea><button class="choice" data-testid="ask-way"></button></div><button data-action="send"></button></div>');
  const fields = dialog.querySelector<HTMLElement>("#f") as HTMLElement;
  focusBehind(fields, "ask-reason");
  expect(document.activeElement?.tagName).toBe("TEXTAREA");
  focusBehind(fields, "ask-way");
  expect(document.activeElement?.getAttribute("data-action")).toBe("send");
});

it("offers no words about a cancel for goods that come back", () => {
  const template = (id: string, purpose: Template["purpose"]): Template => ({ id, name: id, purpose, marketplace: null, body: "" });
  const all = [template("sent", "cancel_refusal"), template("used", "refusal"), template("any", "other")];
  const ids = (kind: Parameters<typeof offered>[1]): string[] => offered(all, kind, ["grip"]).map(({ id }) => id);
  expect([ids("refuse_cancel"), ids("refuse_return"), ids("refuse_exchange")]).toEqual([["sent", "any"], ["used", "any"], ["used", "any"]]);
});

it("says the courier and the number that are typed in the same form", () => {
  const words = "{상품} {택배사} {송장번호}";
  expect(openParcel(keepParcel(words))).toBe(words);
  expect(keepParcel(words)).not.toMatch(/\{(택배사|송장번호)\}/);
  const parcel = { courier: "CJGLS", name: "CJ대한통운", invoice: "633018852021", fine: true, blank: false };
  expect(withParcel(words, parcel)).toBe("{상품} CJ대한통운 633018852021");
  expect(withParcel(words, { ...parcel, name: "", fine: false })).toBe(words);

  const asks: AskView[] = [{ ask: "invoice" }, { ask: "text", length: { unit: "characters", at_least: 1, at_most: 90 } }] as AskView[];
  const given = Object.assign(new Answers(asks), { parcel, text: "{택배사} {송장번호}로 보냈습니다." });
  flushSync();
  expect([given.words, given.sent]).toEqual(["CJ대한통운 633018852021로 보냈습니다.", ["CJ대한통운 633018852021로 보냈습니다."]]);
  const plain = Object.assign(new Answers(asks.slice(1)), { parcel, text: "{택배사}" });
  flushSync();
  expect(plain.words).toBe("{택배사}");
});
