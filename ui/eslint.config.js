import js from "@eslint/js";
import globals from "globals";
import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["dist/", "src/paraglide/", "src/bindings.ts", "dev/shots/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs["flat/recommended"],
  { languageOptions: { globals: globals.browser } },
  { files: ["**/*.svelte", "**/*.svelte.ts"], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    rules: {
      "no-undef": "off",
      "max-lines": ["error", 400],
      "svelte/no-at-html-tags": "error",
      // Collections that are replaced as a whole are held by $state.raw and need no proxies of their own.
      "svelte/prefer-svelte-reactivity": "off",
      "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket", "EventSource", "localStorage"],
    },
  },
  { files: ["dev/**"], languageOptions: { globals: globals.node } },
);
