import type { ActionKind, CapabilityRow, Length, Marketplace, TemplateField, TemplatePurpose } from "../bindings";
import { FIELDS, purposeOf } from "../forms/templates";

export interface Limit {
  marketplace: Marketplace;
  kind: ActionKind;
  length: Length;
}

/** The limits that words for a purpose meet, the tightest first. */
export function limitsFor(rows: readonly CapabilityRow[], purpose: TemplatePurpose, market: Marketplace | null): Limit[] {
  return rows
    .flatMap(({ marketplace, kind, words, support }): Limit[] =>
      words && support !== "unavailable" && support !== "local" && purposeOf(kind) === purpose && (market === null || market === marketplace)
        ? [{ marketplace, kind, length: words }]
        : [],
    )
    .sort((a, b) => a.length.at_most - b.length.at_most);
}

/** Values of a fictional order, for the preview. */
const EXAMPLE: Record<TemplateField, string> = {
  buyer: "김*호",
  product: "순면 양말 10켤레 세트",
  option: "회색 / 260",
  order: "2026112212345678",
  reason: "단순 변심",
  amount: "12,900원",
  courier: "CJ대한통운",
  invoice: "512345678901",
};

/** Words as the buyer of a fictional order would read them. */
export function example(body: string): string {
  const fields = Object.entries(FIELDS) as [TemplateField, string][];
  return body.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const field = fields.find(([, word]) => word === name.trim())?.[0];
    return field ? EXAMPLE[field] : whole;
  });
}
