import { defineConfig } from "vite";
import { plugins } from "./plugins.ts";

export default defineConfig({
  plugins: plugins(),
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  // The window is WebKitGTK, WKWebView or WebView2; Safari is the oldest of the three.
  // Nothing is inlined: the content security policy admits files of our own origin only.
  build: { target: "safari16", assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 800, sourcemap: false },
});
