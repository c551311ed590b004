// Build the bundle that `inspectgraph publish` copies into a site, and the script of the
// single file.
//
// The entry is a few kilobytes and is loaded by every page. All else is a chunk that the
// entry imports when a page asks for it: an element with data-explorer="NAME". The single
// file has all chunks, styles, the worker and the WebAssembly in one script.
import { build } from "vite";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const bundle = fileURLToPath(
  new URL("../builder/inspectgraph/publish/bundle/", import.meta.url),
);

const shared = {
  root: here,
  configFile: false,
  base: "./",
  publicDir: false,
  logLevel: "error",
  worker: { format: "es" },
};
const output = {
  target: "es2022",
  outDir: bundle,
  assetsDir: "",
  chunkSizeWarningLimit: 20000,
  reportCompressedSize: false,
  modulePreload: { polyfill: false },
};

await build({
  ...shared,
  build: {
    ...output,
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { explorer: `${here}src/explorer.ts` },
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});

await build({
  ...shared,
  // A browser starts no module as a worker from a file on disk.
  worker: { format: "iife" },
  resolve: {
    alias: [{ find: "./make-worker", replacement: `${here}src/sparql/make-worker.single.ts` }],
  },
  build: {
    ...output,
    emptyOutDir: false,
    assetsInlineLimit: 100_000_000,
    cssCodeSplit: false,
    rolldownOptions: {
      input: { single: `${here}src/single.ts` },
      output: {
        codeSplitting: false,
        entryFileNames: "[name].js",
        assetFileNames: "single[extname]",
      },
    },
  },
});
