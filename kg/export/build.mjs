// Bundles static/src/ into one script and one sheet, and writes static/manifest.json: what is inside, whose, under which licence.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "static");
const result = await build({
  absWorkingDir: here,
  entryPoints: { explorer: "static/src/main.js", graph: "static/src/graph_page.js" },
  outdir: out,
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: ["es2020"],
  legalComments: "none",
  metafile: true,
});

const packages = new Map();
for (const input of Object.keys(result.metafile.inputs)) {
  const match = input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (!match) continue;
  const meta = JSON.parse(readFileSync(join(here, "node_modules", match[1], "package.json"), "utf8"));
  packages.set(meta.name, { package: meta.name, version: meta.version, licence: meta.license, home: meta.homepage ?? "" });
}
const sha256 = (path) => createHash("sha256").update(readFileSync(join(out, path))).digest("hex");
const names = ["explorer.js", "explorer.css", "graph.js", "graph.css"];
const sources = Object.keys(result.metafile.inputs).filter((path) => path.startsWith("static/src/")).sort();
const manifest = {
  built_with: `esbuild ${JSON.parse(readFileSync(join(here, "node_modules/esbuild/package.json"), "utf8")).version}`,
  files: Object.fromEntries(names.map((name) => [name, { bytes: readFileSync(join(out, name)).length, sha256: sha256(name) }])),
  packages: [...packages.values()].sort((a, b) => (a.package < b.package ? -1 : 1)),
  sources: Object.fromEntries(sources.map((path) => [path.slice("static/".length), sha256(path.slice("static/".length))])),
};
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
