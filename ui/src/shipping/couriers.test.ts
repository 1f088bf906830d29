import { describe, expect, it } from "vitest";
import type { CourierView } from "../bindings";
import { couriersFor, usual } from "./couriers";

const courier = (name: string, last_used = false): CourierView => ({ code: name, name, rule: { ko: "", en: "" }, numbered: true, last_used });

/** As they come: those of everyday use first, those that cross a border last. */
const LIST = ["CJ대한통운", "롯데택배", "한진택배", "우체국택배", "로젠택배", "CU편의점택배", "한의사랑택배", "CJ대한통운(국제택배)", "CJ국제특송"].map((name) => courier(name));

const names = (typed: string): string[] => couriersFor(LIST, typed).map(({ name }) => name);

describe("the couriers that typed letters mean", () => {
  it("begin with the everyday one, and those abroad stand last", () => {
    expect(names("cj")).toEqual(["CJ대한통운", "CJ대한통운(국제택배)", "CJ국제특송"]);
    expect(names("cj 대")).toEqual(["CJ대한통운", "CJ대한통운(국제택배)"]);
  });

  it("stand before those that only hold them", () => {
    expect(names("택배")[0]).toBe("롯데택배");
    expect(couriersFor([courier("국제한진"), courier("한진택배")], "한진").map(({ name }) => name)).toEqual(["한진택배", "국제한진"]);
    expect(couriersFor([courier("한진(국제)"), courier("한진")], "한진")[0]?.name).toBe("한진");
  });

  it("are found by first consonants, and are none for anything else", () => {
    expect([names("ㄹㅈ"), names("zz"), names(" ").length]).toEqual([["로젠택배"], [], LIST.length]);
  });

  it("know the one of the last parcel", () => {
    expect([usual(LIST)?.name, usual([...LIST, courier("로젠", true)])?.name]).toEqual([undefined, "로젠"]);
  });
});
