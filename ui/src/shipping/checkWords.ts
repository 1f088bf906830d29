import type { CourierView } from "../bindings";
import { m } from "../paraglide/messages";
import { say } from "../shared/language.svelte";
import type { RowCheck } from "./check";

/** What is wrong, or right, with a number, in words. */
export function checkWords(check: RowCheck, invoice: string, courier: CourierView | undefined): string {
  switch (check.state) {
    case "fine":
      return m.check_fine();
    case "empty":
      return m.check_empty();
    case "courier":
      return m.check_courier();
    case "same":
      return m.check_same({ n: check.as + 1 });
    case "fault":
      return check.fault === "scientific" ? m.check_scientific() : m.check_letters();
    case "length":
      return m.check_length({ n: invoice.length, rule: courier ? say(courier.rule) : "" });
  }
}
