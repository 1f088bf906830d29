import { mockIPC } from "@tauri-apps/api/mocks";
import { answer } from "./fake/desk";

mockIPC((command, args) => answer(command, Object.values((args ?? {}) as Record<string, unknown>)), {
  shouldMockEvents: true,
});
await import("../src/main");
