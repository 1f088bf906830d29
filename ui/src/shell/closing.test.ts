import { afterEach, expect, it, vi } from "vitest";
import { keepWaiting } from "./closing";

afterEach(() => vi.useRealTimers());

it("asks at least twice a minute that nothing leaves, until there is an answer", () => {
  vi.useFakeTimers();
  const ask = vi.fn();
  const answered = keepWaiting(ask);
  vi.advanceTimersByTime(60_000);
  expect(ask.mock.calls.length).toBeGreaterThanOrEqual(2);
  const asked = ask.mock.calls.length;
  answered();
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledTimes(asked);
});
