import { expect, it } from "vitest";
import type { DescriptorView, FieldView, Marketplace } from "../bindings";
import { companionOf } from "./companion";

const field = (name: string): FieldView => ({ name, label: { ko: "", en: "" }, hint: { ko: "", en: "" }, secret: false, optional: true });
const form = (marketplace: Marketplace, ...names: string[]): DescriptorView => ({ marketplace, fields: names.map(field), steps: [], guide: "", centre: "" });

it("names the sister site where the form asks for its seller", () => {
  expect(companionOf(form("gmarket", "seller_id", "other_seller_id"))).toEqual({ field: "other_seller_id", marketplace: "auction" });
  expect(companionOf(form("auction", "other_seller_id"))?.marketplace).toBe("gmarket");
});

it("names none where there is none to name", () => {
  expect(companionOf(form("gmarket", "seller_id"))).toBeNull();
  expect(companionOf(form("coupang", "other_seller_id"))).toBeNull();
});
