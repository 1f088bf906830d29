import type { GaugeView } from "../bindings";
import { m } from "../paraglide/messages";

type Period = (n: number) => string;

/** The periods that marketplaces count by, in their own words. */
const PERIODS: Record<string, Period> = {
  SECONDS: (n) => m.health_per_second({ n }),
  MINUTES: (n) => m.health_per_minute({ n }),
  HOURS: (n) => m.health_per_hour({ n }),
  DAYS: (n) => m.health_per_day({ n }),
};

/** A shop that may call only now and then cannot work: its orders come late and its presses wait. */
export const isCut = ({ period, limit }: GaugeView): boolean => period === "HOURS" && limit < 60;

/** `초당 2회 · 남은 4` */
export function gaugeWords(gauge: GaugeView): string {
  const words = [PERIODS[gauge.period]?.(gauge.limit) ?? m.health_per({ n: gauge.limit, period: gauge.period })];
  if (gauge.burst !== null && gauge.burst !== gauge.limit) words.push(m.health_burst({ n: gauge.burst }));
  if (gauge.remaining !== null) words.push(m.health_left({ n: gauge.remaining }));
  return words.join(" · ");
}
