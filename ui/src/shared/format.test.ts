import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { age, clockSeconds, clockTime, isoDay, isoDayAfter, koreanDay, phone, readDay, readTime, readWon, shortDay, shortMoment, won } from "./format";

describe("won", () => {
  it("groups thousands and writes a true minus", () => {
    expect([0, 999, 1_000, -2_000, 1_094_300].map(won)).toEqual(["0", "999", "1,000", "−2,000", "1,094,300"]);
  });

  it("loses no digit of any whole amount", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        expect(Number(won(amount).replaceAll(",", "").replace("−", "-"))).toBe(amount);
      }),
    );
  });
});

describe("Korean time", () => {
  it("turns the day at 15:00 UTC", () => {
    expect(isoDay(new Date("2026-09-14T14:59:59Z"))).toBe("2026-09-14");
    expect(isoDay(new Date("2026-09-14T15:00:00Z"))).toBe("2026-09-15");
  });

  it("shows clock and day as in Korea", () => {
    expect(clockTime("2026-09-15T01:42:08Z")).toBe("10:42");
    expect(clockSeconds("2026-09-15T01:42:08Z")).toBe("10:42:08");
    expect(shortDay("2026-12-31T15:00:00Z")).toBe("1.1");
  });

  it("names the day only when it is another one", () => {
    const now = new Date("2026-09-15T03:00:00Z");
    expect(shortMoment("2026-09-14T15:00:00Z", now)).toBe("00:00");
    expect(shortMoment("2026-09-14T14:59:00Z", now)).toBe("9.14 23:59");
  });

  it("counts days over the end of a month and a year", () => {
    expect(isoDayAfter(new Date("2026-12-31T00:00:00Z"), 1)).toBe("2027-01-01");
    expect(isoDayAfter(new Date("2028-03-01T00:00:00Z"), -1)).toBe("2028-02-29");
  });

  it("does not depend on the zone of the computer", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }), (at) => {
        expect(Date.parse(`${isoDay(at)}T00:00:00+09:00`)).toBeLessThanOrEqual(at.getTime());
        expect(koreanDay(at)).toBe(Date.parse(`${isoDay(at)}T00:00:00Z`) / 86_400_000);
      }),
    );
  });
});

describe("age", () => {
  const now = new Date("2026-09-15T03:00:00Z");
  it.each([
    ["2026-09-15T02:59:30Z", "now", 0],
    ["2026-09-15T03:05:00Z", "now", 0],
    ["2026-09-15T02:22:00Z", "minute", 38],
    ["2026-09-15T00:30:00Z", "hour", 2],
    ["2026-09-13T02:00:00Z", "day", 2],
  ])("%s is %s %i", (at, unit, count) => {
    expect(age(at, now)).toEqual({ unit, count });
  });
});

describe("what people type and read", () => {
  it("reads a day however it is written", () => {
    expect(["2026-09-15", "20260915", "2026.9.15", "2026. 9. 15."].map(readDay)).toEqual(Array(4).fill("2026-09-15"));
  });

  it("takes no day that the calendar does not have", () => {
    expect(["", "2026-02-30", "2026-13-01", "9.15", "오늘"].map(readDay)).toEqual(Array(5).fill(null));
  });

  it("reads back every day it shows", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("1970-01-02T00:00:00Z"), max: new Date("2999-12-30T00:00:00Z"), noInvalidDate: true }), (at) => {
        expect(readDay(isoDay(at))).toBe(isoDay(at));
      }),
    );
  });

  it("reads a time of day however it is written", () => {
    expect(["14:30", "1430", "9:05", "905", " 00:00 "].map(readTime)).toEqual(["14:30:00", "14:30:00", "09:05:00", "09:05:00", "00:00:00"]);
    expect(["", "24:00", "12:60", "14", "오후 2시"].map(readTime)).toEqual(Array(5).fill(null));
  });

  it("reads an amount in won however it is written", () => {
    expect(["3000", "3,000", "3 000원", "0"].map(readWon)).toEqual([3000, 3000, 3000, 0]);
    expect(["", "-3000", "3.5", "삼천원", "1".repeat(10)].map(readWon)).toEqual(Array(5).fill(null));
  });

  it("writes telephone numbers in their groups", () => {
    expect(phone("+821012345678")).toBe("010-1234-5678");
    expect(phone("+8250294538864")).toBe("0502-9453-8864");
    expect(phone("0212345678")).toBe("02-1234-5678");
    expect(phone("031-123-4567")).toBe("031-123-4567");
    expect(phone("0507-****-5304")).toBe("0507-****-5304");
    expect(phone("+1 415 555 0100")).toBe("+1 415 555 0100");
  });
});
