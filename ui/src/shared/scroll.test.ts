import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScaledScroll, TALLEST } from "./scroll";

const VIEWPORT = 700;
const MILLION = 34_000_000;

function over(length: number, viewport = VIEWPORT): ScaledScroll {
  const scroll = new ScaledScroll();
  scroll.resize(length, viewport);
  return scroll;
}

const lastBar = (scroll: ScaledScroll): number => scroll.height - VIEWPORT;

describe("a list that fits", () => {
  it("is scrolled one to one", () => {
    const scroll = over(6_800);
    scroll.scrolled(3_210);
    expect([scroll.height, scroll.offset, scroll.shift]).toEqual([6_800, 3_210, 0]);
  });
});

describe("a million rows", () => {
  it("never asks for a taller element than the browser lays out at 200 %", () => {
    expect(over(MILLION).height).toBe(TALLEST);
    expect(TALLEST * 2).toBeLessThan(33_554_428);
  });

  it("reaches its first and its last row by dragging the bar", () => {
    const scroll = over(MILLION);
    scroll.scrolled(lastBar(scroll));
    expect(scroll.offset).toBe(MILLION - VIEWPORT);
    scroll.scrolled(0);
    expect(scroll.offset).toBe(0);
  });

  it("moves by exactly as much as the wheel turned, anywhere", () => {
    const scroll = over(MILLION);
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: MILLION - 5_000 }), fc.integer({ min: -600, max: 600 }), (from, by) => {
        const bar = scroll.moveTo(from);
        scroll.scrolled(bar + by);
        expect(scroll.offset).toBe(from + by);
      }),
    );
  });

  it("keeps rows where they are while the bar settles", () => {
    const scroll = over(MILLION);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MILLION }), (to) => {
        scroll.moveTo(to);
        const { offset } = scroll;
        const bar = scroll.settle();
        scroll.scrolled(bar);
        expect(scroll.offset).toBe(offset);
        expect(offset + scroll.shift).toBe(bar);
        expect(bar).toBeLessThanOrEqual(lastBar(scroll));
      }),
    );
  });

  it("goes further down whenever the bar does", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: TALLEST - VIEWPORT }), { minLength: 2, maxLength: 2 }),
        (bars) => {
          const [high, low] = bars.sort((one, other) => one - other).map((bar) => {
            const scroll = over(MILLION);
            scroll.scrolled(bar);
            return scroll.offset;
          });
          expect(low ?? 0).toBeGreaterThanOrEqual(high ?? 0);
        },
      ),
    );
  });

  it("is one to one for 2,900 rows at either end", () => {
    const scroll = over(MILLION);
    scroll.scrolled(90_000);
    expect(scroll.offset).toBe(90_000);
    scroll.scrolled(lastBar(scroll) - 90_000);
    expect(scroll.offset).toBe(MILLION - VIEWPORT - 90_000);
  });

  it("stays inside when the list shrinks under it", () => {
    const scroll = over(MILLION);
    scroll.moveTo(MILLION);
    scroll.resize(10_000, VIEWPORT);
    expect(scroll.offset).toBe(9_300);
    expect(scroll.settle()).toBe(9_300);
  });
});
