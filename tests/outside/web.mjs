// What axe finds in pages of HTML, and whether anything stands out of them: on a phone and on a desk, by day and by night.
// node web.mjs CHROMIUM FILE…   One JSON line for each file and way of looking.  Nothing may be asked of the network.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [executablePath, ...files] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

for (const width of [390, 1280]) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    let asked = [];
    page.on("request", (request) => {
      if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) asked.push(request.url());
    });
    for (const file of files) {
      asked = [];
      await page.goto(pathToFileURL(file).href);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      const scripts = await page.evaluate(() => document.scripts.length);
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const violations = found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)} (${one.nodes.length})`);
      console.log(JSON.stringify({ file, width, colorScheme, overflow: Math.max(overflow, 0), scripts, asked, violations }));
    }
    await context.close();
  }
}
await browser.close();
