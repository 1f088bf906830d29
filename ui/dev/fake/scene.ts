const asked = new URL(location.href).searchParams;

/** What the make-believe desk plays: `?rows=1000000&scene=first&locale=en`. */
export const scene = {
  rows: Number(asked.get("rows") ?? 200),
  name: asked.get("scene") ?? "shop",
  locale: asked.get("locale") ?? "ko",
  delay: Number(asked.get("delay") ?? 15),
};

/** The fixed moment around which the shop's data lie. */
export const NOW = Date.now();
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export const ago = (ms: number): string => new Date(NOW - ms).toISOString();
export const sentence = (ko: string, en: string) => ({ ko, en });

/** A number that looks random and is always the same for the same seed. */
export function noise(seed: number): number {
  let x = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

export function pick<T>(list: readonly T[], seed: number): T {
  return list[Math.floor(noise(seed) * list.length)] as T;
}
