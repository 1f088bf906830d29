import { expect, it } from "vitest";
import { firstWrong, isFine, isWhole, nowhere } from "./receiver";

const THERE = { name: "김하늘", phone: "010-1234-5678", postcode: "06236", address: "서울 강남구 테헤란로 1", address_detail: "3층" };

it("needs every part of a place", () => {
  expect(isWhole(THERE)).toBe(true);
  expect(isWhole(nowhere())).toBe(false);
  expect(isWhole({ ...THERE, address_detail: "  " })).toBe(false);
});

it("takes what can be a telephone number and a postal code", () => {
  expect(["0503-1234-5678", "02 123 4567", "010-12", "없음", "010-1234-567a"].map((text) => isFine("phone", text))).toEqual([true, true, false, false, false]);
  const codes = ["06236", "135080", "1234", "1234567", "123-456", ""];
  expect(codes.map((text) => isFine("postcode", text))).toEqual([true, true, false, false, false, false]);
});

it("takes an address up to the limit, counted in characters", () => {
  expect([isFine("address", "가".repeat(100)), isFine("address", "가".repeat(101))]).toEqual([true, false]);
  expect([isFine("name", "가".repeat(40)), isFine("name", "가".repeat(41))]).toEqual([true, false]);
  expect([isFine("phone", "050 - 1234 - 56789"), isFine("phone", "0-1-0-1-2-3-4-5-6-7-8")]).toEqual([true, false]);
});

it("names the first part that keeps a parcel from going there", () => {
  expect([firstWrong(THERE), firstWrong({ ...THERE, postcode: "1", address: "" }), firstWrong({ ...THERE, address: "" })]).toEqual([null, "postcode", "address"]);
});
