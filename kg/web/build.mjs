// Bundles the query editor into static/editor.js and editor.css, and writes static/manifest.json: what is inside, whose, under which licence.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "static");
const names = ["editor.js", "editor.css"];
await build({
  absWorkingDir: here,
  entryPoints: { editor: "editor.src.js" },
  outdir: out,
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: ["es2020"],
  legalComments: "none",
  loader: { ".woff2": "dataurl", ".svg": "dataurl", ".png": "dataurl" },
});
const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const meta = (name) => JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8"));
const licence = (name) => {
  const file = readdirSync(join(here, "node_modules", name)).find((entry) => /^licen[cs]e/i.test(entry));
  return file ? readFileSync(join(here, "node_modules", name, file), "utf8").trim() : "";
};

// Yasgui's own build holds its dependencies, so all that it depends on is named, whether or not every line is used.
const packages = new Map();
const visit = (name) => {
  if (packages.has(name) || !existsSync(join(here, "node_modules", name, "package.json"))) return;
  const found = meta(name);
  const home = typeof found.homepage === "string" ? found.homepage : "";
  // Some name their licence only by its text.
  const named = found.license ?? (/^Permission is hereby granted, free of charge/m.test(licence(name)) ? "MIT" : "");
  packages.set(name, { package: name, version: found.version, licence: named, home });
  for (const next of Object.keys(found.dependencies ?? {})) visit(next);
};
visit("@zazuko/yasgui");
const sorted = [...packages.values()].sort((a, b) => (a.package < b.package ? -1 : 1));
const manifest = {
  built_with: `esbuild ${meta("esbuild").version}`,
  files: Object.fromEntries(names.map((name) => [name, { bytes: readFileSync(join(out, name)).length, sha256: sha256(join(out, name)) }])),
  packages: sorted,
  sources: { "editor.src.js": sha256(join(here, "editor.src.js")) },
};
writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
const texts = sorted.map((one) => `${one.package} ${one.version} (${one.licence})\n\n${licence(one.package) || "No licence file in the package; its licence is named above."}\n`);
writeFileSync(join(out, "LICENSES.txt"), texts.join("\n" + "-".repeat(80) + "\n\n"));
