import { defineConfig } from "vitest/config";
import { plugins } from "./plugins.ts";

export default defineConfig({
  plugins: plugins(),
  resolve: { conditions: ["browser"] },
  test: { include: ["src/**/*.test.ts", "dev/**/*.test.ts"], environment: "jsdom" },
});
