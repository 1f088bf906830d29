import { m } from "../paraglide/messages";
import type { Part } from "./receiver";

/** What a part of a place is called. */
export const partWord: Record<Part, () => string> = {
  name: m.ask_name,
  phone: m.ask_phone,
  postcode: m.ask_postcode,
  address: m.ask_address,
  address_detail: m.ask_address_detail,
};
