import type { DescriptorView, Marketplace } from "../bindings";

/** One ESM+ login holds a seller at each of these two. */
const SISTERS: Partial<Record<Marketplace, Marketplace>> = { gmarket: "auction", auction: "gmarket" };
const OTHER_SELLER = "other_seller_id";

/** The account that is made along with the form's, once the field that names its seller is filled in. */
export interface Companion {
  field: string;
  marketplace: Marketplace;
}

/** The companion that a form can name, if it can. */
export function companionOf({ marketplace, fields }: DescriptorView): Companion | null {
  const sister = SISTERS[marketplace];
  const asked = fields.some(({ name }) => name === OTHER_SELLER);
  return sister !== undefined && asked ? { field: OTHER_SELLER, marketplace: sister } : null;
}
