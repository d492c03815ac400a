// node sharp.mjs PHOTOS OUT FORMAT [shrink|full]: three widths of every photograph, two photographs at a time.
// "full" asks for no aggressive shrink-on-load (sharp still decodes small when it can).
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
const require = createRequire(path.join(process.cwd(), "x.js"));
const sharp = require("sharp");
const [photos, out, format, load = "shrink"] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
const queue = fs.readdirSync(photos).filter((f) => f.endsWith(".jpg")).sort();
const opts = format === "avif" ? { quality: 55 } : { quality: 80 };
async function worker() {
  for (let f; (f = queue.shift()); ) {
    for (const w of [480, 960, 1920]) {
      await sharp(path.join(photos, f))
        .resize({ width: w, kernel: "lanczos3", fastShrinkOnLoad: load === "shrink" })
        .toFormat(format, opts)
        .toFile(path.join(out, `${f.slice(0, -4)}-${w}.${format}`));
    }
  }
}
await Promise.all([worker(), worker()]);
