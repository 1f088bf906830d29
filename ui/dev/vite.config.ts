import { defineConfig } from "vite";
import { plugins } from "../plugins.ts";

// The page in a plain browser, before a make-believe desk; nothing here is part of the build.
export default defineConfig({
  root: new URL(".", import.meta.url).pathname,
  plugins: plugins(),
  clearScreen: false,
  server: { port: 5174, strictPort: true, fs: { allow: [new URL("..", import.meta.url).pathname] } },
});
