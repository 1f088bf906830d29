import type { Destination } from "../bindings";
import { characters } from "./length";

export type Part = keyof Destination;

export const PARTS: readonly Part[] = ["name", "phone", "postcode", "address", "address_detail"];

export const nowhere = (): Destination => ({ name: "", phone: "", postcode: "", address: "", address_detail: "" });

/** The longest name, telephone number and half of an address, in characters. */
export const MOST: Record<Exclude<Part, "postcode">, number> = { name: 40, phone: 20, address: 100, address_detail: 100 };

/** Korea's postal codes have five digits, and had six before 2015. */
const POSTCODE = /^\d{5,6}$/;

/** Digits with spaces and dashes between them, as a telephone number is written. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, "").length;
  return /^[\d\s+-]+$/.test(text) && digits >= 8 && digits <= 12 && characters(text) <= MOST.phone;
}

/** Whether a part of a place is there and can be right. */
export function isFine(part: Part, text: string): boolean {
  const typed = text.trim();
  if (part === "phone") return isPhone(typed);
  if (part === "postcode") return POSTCODE.test(typed);
  return typed !== "" && characters(typed) <= MOST[part];
}

/** The first part that is missing or cannot be right. */
export const firstWrong = (to: Destination): Part | null => PARTS.find((part) => !isFine(part, to[part])) ?? null;

/** Whether a parcel can go there. */
export const isWhole = (to: Destination): boolean => firstWrong(to) === null;
