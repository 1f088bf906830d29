/** Typed won with commas between the thousands; anything but a plain number stays as it was typed, to be told as wrong. */
export function grouped(typed: string): string {
  const digits = typed.replace(/[,\s]/g, "");
  return /^\d+$/.test(digits) ? digits.replace(/\B(?=(\d{3})+$)/g, ",") : typed;
}
