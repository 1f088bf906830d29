import { expect, it } from "vitest";
import type { AccountView, DescriptorView, FieldView } from "../bindings";
import { AccountFields } from "./form.svelte";

const field = (name: string, secret: boolean, optional: boolean): FieldView => {
  const words = { ko: name, en: name };
  return { name, label: words, hint: words, secret, optional };
};
const fields = [field("seller", false, false), field("shop", false, false), field("key", true, false), field("login", false, true)];
const form: DescriptorView = { marketplace: "coupang", fields, steps: [], guide: "", centre: "", companion: null };

it("asks for every field but the optional ones", () => {
  const account = new AccountFields(null);
  account.name = "가게";
  account.fields = { seller: "A1", shop: "1" };
  expect(account.complete(form)).toBe(false);
  account.secrets["key"] = { length: 40, plausible: true };
  expect(account.complete(form)).toBe(true);
  account.fields["shop"] = " ";
  expect(account.complete(form)).toBe(false);
});

it("lets a kept account leave as it was what is not typed anew", () => {
  const kept = new AccountFields({ marketplace: "coupang", name: "가게", seller_id: "A1" } as AccountView);
  expect(kept.complete(form)).toBe(true);
  kept.fields["seller"] = "";
  expect(kept.complete(form)).toBe(false);
});

it("shows a kept seller in the field that names the seller, not in the login's", () => {
  const esm: DescriptorView = { ...form, marketplace: "gmarket", fields: [field("master_id", false, false), field("key", true, false), field("seller_id", false, false)] };
  const kept = new AccountFields({ marketplace: "gmarket", name: "가게", seller_id: "onyu_g" } as AccountView);
  expect([kept.typed(esm, "master_id"), kept.typed(esm, "seller_id")]).toEqual(["", "onyu_g"]);
  expect(kept.complete(esm)).toBe(true);
});

it("asks for the key alone where the key says whose it is", () => {
  const elevenst: DescriptorView = { ...form, marketplace: "elevenst", fields: [field("api_key", true, false)] };
  const account = new AccountFields(null);
  account.name = "가게";
  expect(account.complete(elevenst)).toBe(false);
  account.secrets["api_key"] = { length: 32, plausible: true };
  expect(account.complete(elevenst)).toBe(true);
});

it("begins with the first marketplace and names none by itself", () => {
  const naver: DescriptorView = { ...form, marketplace: "smartstore" };
  const account = new AccountFields(null);
  expect(account.descriptor([naver, form])?.marketplace).toBe("smartstore");
  expect(account.descriptor([])).toBeUndefined();
});

it("drops what was typed and pasted when another marketplace is chosen", () => {
  const naver: DescriptorView = { ...form, marketplace: "smartstore" };
  const account = new AccountFields(null);
  account.fields = { seller: "A1", shop: "1" };
  account.secrets["key"] = { length: 40, plausible: true };
  account.choose("smartstore");
  account.name = "가게";
  expect(account.descriptor([form, naver])?.marketplace).toBe("smartstore");
  expect([account.fields, account.secrets, account.complete(naver)]).toEqual([{}, {}, false]);
});
