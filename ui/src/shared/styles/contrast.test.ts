// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** Everything that is read as words, on everything that it stands on (WCAG 2.2, 1.4.3). */
const WORDS: Record<string, string[]> = {
  text: ["bg", "surface", "sunken", "hover", "selected", "focused", "danger-bg", "warn-bg", "neutral-bg"],
  "text-2": ["bg", "surface", "sunken", "hover", "selected", "focused", "neutral-bg"],
  "text-3": ["bg", "surface", "sunken", "hover", "selected", "focused"],
  "accent-text": ["surface", "hover", "selected", "focused"],
  "on-accent": ["accent", "accent-hover", "danger-fill"],
  danger: ["surface", "hover", "selected", "focused", "danger-bg"],
  warn: ["surface", "hover", "selected", "focused", "warn-bg"],
  ok: ["surface", "hover", "ok-bg"],
  unknown: ["surface", "unknown-bg"],
  "on-float": ["float"],
  "on-float-2": ["float"],
};
const MARKS = ["smartstore", "coupang", "elevenst", "gmarket", "auction", "npay", "grip"];
/** Edges by which a control is known (WCAG 2.2, 1.4.11). */
const EDGES: Record<string, string[]> = { control: ["bg", "surface"], accent: ["surface"], "danger-fill": ["surface"] };

const sheet = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const [lightRules = "", darkRules = ""] = sheet.split("@media");
const read = (rules: string): Record<string, string> =>
  Object.fromEntries([...rules.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{3,6});/g)].map(([, name = "", colour = ""]) => [name, colour]));
const light = read(lightRules);
const themes = { light, dark: { ...light, ...read(darkRules) } };

function luminance(colour: string): number {
  const long = colour.length === 4 ? colour.replace(/[0-9a-f]/g, "$&$&") : colour;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(long.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const pairs = (table: Record<string, string[]>): [string, string][] =>
  Object.entries(table).flatMap(([front, backs]) => backs.map((back): [string, string] => [front, back]));

describe.each(Object.entries(themes))("the %s colours", (_, tokens) => {
  const below = (some: [string, string][], least: number): string[] =>
    some.flatMap(([front, back]) => {
      const ratio = contrast(tokens[front] ?? "", tokens[back] ?? "");
      return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
    });

  it("can be read wherever words stand", () => {
    expect(below(pairs(WORDS), 4.5)).toEqual([]);
  });

  it("tell the marketplaces' letters apart from their tints", () => {
    expect(below(MARKS.map((mark) => [`mark-${mark}`, `mark-${mark}-bg`]), 5.5)).toEqual([]);
  });

  it("show the edges of what can be pressed", () => {
    expect(below(pairs(EDGES), 3)).toEqual([]);
  });
});

it("measures contrast as the guideline does", () => {
  expect(contrast("#000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#767676", "#fff")).toBeCloseTo(4.54, 2);
});
