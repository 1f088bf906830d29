import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, expect, it } from "vitest";
import type { Problem } from "../bindings";
import { problemOf, Refusal, writes } from "./backend";

afterEach(clearMocks);

/** What a command throws that is refused with this. */
async function refusedWith(said: unknown): Promise<unknown> {
  mockIPC(() => Promise.reject(said));
  return writes.newDraft().then(() => null, (error: unknown) => error);
}

it("keeps the problem that Rust told", async () => {
  const problem: Problem = { code: "keychain", sentence: { ko: "바쁩니다.", en: "It is busy." }, quote: null, remedy: null };
  const error = await refusedWith(problem);
  expect([error instanceof Refusal, problemOf(error)]).toEqual([true, problem]);
});

it("quotes the own words of a refusal that is no problem", async () => {
  expect(problemOf(await refusedWith("invalid args `last`")).quote).toBe("invalid args `last`");
  expect(problemOf(await refusedWith({ odd: 1 })).quote).toBe('{"odd":1}');
});
