import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";

/** The plugins that the build, the tests and the development page share. */
export function plugins() {
  return [
    paraglideVitePlugin({
      project: new URL("./project.inlang", import.meta.url).pathname,
      outdir: new URL("./src/paraglide", import.meta.url).pathname,
      strategy: ["baseLocale"],
      emitTsDeclarations: true,
      emitReadme: false,
      outputStructure: "locale-modules",
    }),
    svelte({ configFile: new URL("./svelte.config.js", import.meta.url).pathname }),
  ];
}
