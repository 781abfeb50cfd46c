/**
 * `node run.mjs '{"browser", "origin", "pages": {name: path}, "cart": [...], "times"}'`:
 * prints `{name: {category: [score of each run], failed: [audit]}}` as JSON.
 */
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const { browser, origin, pages, cart, times } = JSON.parse(process.argv[2]);
const chrome = await chromeLauncher.launch({
  chromePath: browser,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  await fillCart(chrome.port);
  const marks = {};
  for (const [name, path] of Object.entries(pages)) marks[name] = await judged(chrome.port, `${origin}${path}`);
  process.stdout.write(JSON.stringify(marks));
} finally {
  chrome.kill();
}

/** The cart is kept on the device: an empty one would be judged otherwise. */
async function fillCart(port) {
  const window = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}` });
  const page = await window.newPage();
  await page.goto(`${origin}/static/brand/art/brand/favicon.svg`);
  await page.evaluate((lines) => localStorage.setItem("yeli.cart", JSON.stringify({ type: "object", data: lines })), cart);
  await page.close();
  await window.disconnect();
}

/** Look at a page, again when the machine was too busy for the trace to be whole. */
async function looked(port, url) {
  for (let tries = 1; ; tries += 1) {
    // Each run begins without kept files; Lighthouse leaves local storage, where the cart is.
    const { lhr } = await lighthouse(url, { port, onlyCategories: CATEGORIES, logLevel: "error" });
    if (!lhr.runtimeError) return lhr;
    if (tries === 3) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  }
}

async function judged(port, url) {
  const scores = Object.fromEntries(CATEGORIES.map((each) => [each, []]));
  const failed = new Set();
  for (let time = 0; time < times; time += 1) {
    const lhr = await looked(port, url);
    for (const each of CATEGORIES) {
      scores[each].push(lhr.categories[each].score * 100);
      for (const { id, weight } of lhr.categories[each].auditRefs) {
        const score = lhr.audits[id].score;
        if (weight && score !== null && score < 0.9) failed.add(id);
      }
    }
  }
  return { ...scores, failed: [...failed] };
}
