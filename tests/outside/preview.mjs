// The preview in Chromium: node preview.mjs ADDRESS FOLDER CHROMIUM [edits|returned|speed [ROW…]]; exit 1 on any finding.  Run by tests/outside/browser.py.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [address, folder, program, part = "", ...only] = process.argv.slice(2);
const findings = [];
const said = (name, right, more = "") => {
  console.log(`${right ? "通过" : "不对"}　${name}${more ? `　${more}` : ""}`);
  if (!right) findings.push(name);
};
const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
page.setDefaultTimeout(120_000);  // on a machine where much else runs
const complaints = [];
page.on("pageerror", (error) => complaints.push(error.message));
page.on("console", (line) => line.type() === "error" && !line.text().includes("409 (Conflict)") && complaints.push(line.text()));
await page.goto(address);

const until = (test, given) => page.waitForFunction(test, given, { timeout: 120_000, polling: 5 });
async function settled() {
  await until(() => window.preview.turn > 0 && window.preview.checked === window.preview.turn);
  await page.waitForTimeout(150);
}
async function choose(slug) {
  const shown = await page.evaluate((name) => document.querySelector(`[data-slug="${name}"]`).getAttribute("aria-current") === "true"
    || (document.querySelector(`[data-slug="${name}"]`).click(), false), slug);
  if (!shown) await until(() => document.querySelector("#pages .page text"));
  await page.waitForTimeout(500);
  await settled();
}
// The middle of the first character of words on the pages, after scrolling there.
async function place(words) {
  const at = await page.evaluate((wanted) => {
    const texts = [...document.querySelectorAll("#pages text")];
    let at = texts.map((one) => one.textContent).join("").indexOf(wanted);
    for (const one of at < 0 ? [] : texts) {
      if (at < one.textContent.length) {
        one.scrollIntoView({ block: "center" });
        const box = one.getExtentOfChar(at);
        const point = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2).matrixTransform(one.getScreenCTM());
        return [point.x, point.y];
      }
      at -= one.textContent.length;
    }
    return null;
  }, words);
  if (!at) throw new Error(`页面上没有“${words}”`);
  return at;
}
async function click(words) {
  await page.evaluate(() => document.getElementById("panel").replaceChildren());
  await page.mouse.click(...await place(words));
  await until(() => document.querySelector("#panel .card"));
}
const saves = async (name, change) => {
  const turn = await page.evaluate(() => window.preview.painted);
  const path = join(folder, name);
  const text = readFileSync(path, "utf8");
  const changed = change(text);
  if (changed === text) throw new Error(`${name} 没有变`);
  const start = Date.now();
  writeFileSync(path, changed);
  await until((before) => window.preview.painted > before, turn);
  const seen = await page.evaluate(() => window.preview);
  return { wait: seen.at - start, bytes: seen.bytes, took: seen.took };
};
const middle = (list, share) => [...list].sort((a, b) => a - b)[Math.max(Math.ceil(share * list.length) - 1, 0)];

async function basics() {
  await settled();
  await choose("chengdu");
  const before = await page.evaluate(() => [...document.querySelectorAll(".page")].map((one) => one.innerHTML.replaceAll(/<rect[^>]*class="mark.*?<\/rect>/g, "")));
  const { wait, bytes } = await saves("data/zones/chengdu.yaml", (text) => text.replace("中试放在研发", "中试接在研发"));
  said("存盘以后页面就变", (await page.locator("#pages").textContent()).includes("中试接在研发"), `${Math.round(wait)} 毫秒`);
  said("只送变了的页", bytes < before.join("").length / 2, `${bytes} 字节`);
  await settled();
  const problem = await (async () => {
    const text = readFileSync(join(folder, "templates/zone/40_proposals.md.j2"), "utf8");
    writeFileSync(join(folder, "templates/zone/40_proposals.md.j2"), `${text}\n这里有{没有这个词}。\n`);
    await until(() => document.getElementById("pages").classList.contains("held"));
    await until(() => document.querySelector("#troubles .wrong"));
    const shown = await page.locator("#troubles .wrong").first().textContent();
    const kept = await page.locator("#pages .page").count();
    await page.locator("#troubles .wrong button").first().click();
    await until(() => document.querySelector("#panel .lines .here"));
    const line = await page.locator("#panel .lines .here").first().textContent();
    writeFileSync(join(folder, "templates/zone/40_proposals.md.j2"), text);
    await until(() => !document.getElementById("pages").classList.contains("held"));
    return { shown, kept, line };
  })();
  said("写错了，说出文件和行", problem.shown.includes("templates/zone/40_proposals.md.j2:"), problem.shown.slice(0, 60));
  said("写错了，页面还在", problem.kept > 0);
  said("点错误，看见那一行", problem.line.includes("没有这个词"));
  await settled();
  said("改好了，错误没有了", (await page.locator("#troubles .wrong").count()) === 0);
  await click("49");
  said("点数，知出处", (await page.locator("#panel").textContent()).includes("data/zones/chengdu.yaml:"));
  await page.fill("#words", "中试平台");
  await until(() => document.querySelectorAll("#found li").length > 1);
  said("查找各份", (await page.locator("#found li").count()) > 1, `${await page.locator("#found li").count()} 处`);
  await page.fill("#words", "");
}

async function strangers() {
  const { host, hostname, port, hash } = new URL(address);
  const token = hash.slice(1);
  const ask = (headers, method = "GET", path = "/search?words=a") => new Promise((answered) => {
    request({ hostname, port, path, method, headers: { host, ...headers } }, (answer) => {
      answer.resume();
      answer.on("end", () => answered(answer.statusCode));
    }).end(method === "POST" ? "{}" : undefined);
  });
  said("有钥匙的放行", await ask({ "x-token": token }) === 200);
  said("没有钥匙的不放行", await ask({}) === 403);
  said("别的 Host 不放行", await ask({ host: "evil.example", "x-token": token }) === 421);
  said("别的 Origin 不放行", await ask({ origin: "http://evil.example", "x-token": token }) === 403);
  said("Host 和 Origin 串通的不放行", await ask({ host: "evil.example", origin: "http://evil.example", "x-token": token }) === 421);
  said("GET 不能改", await ask({ "x-token": token }, "GET", "/edit") === 405);
  said("表单不能改", await ask({ "x-token": token, "content-type": "text/plain" }, "POST", "/edit") === 415);
  said("表单不能交文件", await ask({ "x-token": token, "content-type": "multipart/form-data" }, "POST", "/returned/file") === 415);
  said("没有钥匙不能采纳", await ask({ "content-type": "application/json" }, "POST", "/returned/put-in") === 403);
}

const EDITS = [
  ["模板里的一句", "national", "梯子只看次序", "textarea", (old) => old.replace("只看", "先看"), "templates/national/20_weight.md.j2"],
  ["数据里的一句", "chengdu", "行动计划拟", "textarea", (old) => old.replace("拟", "打算"), "data/zones/chengdu.yaml"],
  ["数值", "chengdu", "49", '[name="value"]', () => "48", "data/zones/chengdu.yaml"],
  ["限定", "chengdu", "60%", '[name="qualifier"]', () => "about", "data/zones/chengdu.yaml"],
  ["时期", "chengdu", "1800", '[name="period"]', () => "2024-01..2024-06", "data/zones/chengdu.yaml"],
  ["表题", "pathway", "任务和举措的分工", "textarea", (old) => old.replace("分工", "分办"), "templates/pathway/50_tasks.md.j2"],
  ["表头", "pathway", "先在哪里试", "textarea", (old) => old.replace("先在", "在"), "templates/pathway/50_tasks.md.j2"],
  ["关键数据的名称", "chengdu", "建成投运的中试平台", "textarea", (old) => old.replace("建成投运", "已投运"), "data/zones/chengdu.yaml"],
  ["图注", "chengdu", "空缺的年份没有", "textarea", (old) => old.replace("没有", "还没有"), "data/zones/chengdu.yaml"],
  ["图里的值", "chengdu", "2705", '[name="value"]', () => "2706", "data/zones/chengdu.yaml"],
  ["版头", "chengdu", "高新区发展研究室", "textarea", (old) => old.replace("研究室", "研究所"), "report.toml"],
  ["建议", "chengdu", "目标分到平台", "textarea", (old) => old.replace("每年考核", "逐年考核"), "data/zones/chengdu.yaml"],
];

async function edits() {
  const git = (...words) => execFileSync("git", words, { cwd: folder }).toString();
  git("init", "-q");
  git("add", "data", "templates", "report.toml");
  git("-c", "user.email=a@example.org", "-c", "user.name=a", "commit", "-qm", "before");
  for (const [name, slug, words, field, change, file] of EDITS) {
    try {
      await choose(slug);
      await click(words);
      await page.locator("#panel button.edit").first().click();
      const input = page.locator(`#panel form ${field}`).first();
      const wanted = change(await input.inputValue());
      if (field.includes("qualifier")) await input.selectOption(wanted); else await input.fill(wanted);
      await page.locator("#panel button.save").click();
      await until(() => document.querySelector("#panel .answer"));
      const answer = (await page.locator("#panel .answer").first().textContent()).replaceAll("\n", " ");
      const lines = git("diff", "-U0", "--no-color").split("\n").filter((line) => /^[-+]/.test(line));
      const files = git("diff", "--name-only").trim();
      said(`点了改：${name}`, answer.startsWith("已写进") && files === file && lines.length - 2 <= 2 && lines.length > 2, answer);
      for (const line of lines.slice(2)) console.log(`      ${line}`);
      if (answer.startsWith("已写进")) {
        // Its word stands only until the page comes anew, and the button stays while there is more to take back: each word is heard.
        await page.evaluate(() => {
          window.undone = false;
          new MutationObserver((words) => { window.undone ||= words.some((one) => [...one.addedNodes].some((node) => node.textContent.includes("已改回"))); })
            .observe(document.getElementById("state"), { childList: true });
        });
        await page.locator("#undo").click();
        await until(() => window.undone);
        await page.waitForTimeout(300);
      }
      said(`撤销：${name}`, git("diff", "--name-only").trim() === "");
      await settled();
    } catch (error) {
      const state = await page.locator("#state").textContent();
      said(`点了改：${name}`, false, `${error.message.split("\n")[0]}　页面上说：${state}`);
      git("checkout", "-q", ".");
      await settled();
    }
  }
}

// A DOCX that came back: handed over, listed, put in one by one, taken back; what is hostile is refused in a sentence.
async function returned() {
  const git = (...words) => execFileSync("git", words, { cwd: folder }).toString();
  git("init", "-q");
  git("add", "data", "templates", "report.toml");
  git("-c", "user.email=a@example.org", "-c", "user.name=a", "commit", "-qm", "before");
  const lines = () => git("diff", "-U0", "--no-color").split("\n").filter((line) => /^[-+][^-+]/.test(line));
  const hand = async (name) => {
    await until(() => document.querySelector("#pick") || document.querySelector("#back .top button"));
    if (!await page.locator("#pick").count()) await page.locator("#back .top button").click();
    await page.locator("#back input[type=file]").setInputFiles(join(folder, "handed", name));
    await until(() => document.querySelector("#back .item, #back .chooser > .wrongs"));
  };
  const item = (words) => page.locator("#back .item").filter({ hasText: words });
  const state = async (words) => (await item(words).first().getAttribute("class")).split(" ")[1];
  const put = async (words) => {
    await item(words).locator(".put").click();
    await page.locator("#back .item.put, #back .said .wrongs").filter({ hasText: words }).first().waitFor({ timeout: 120_000 })
      .catch(() => page.locator("#back .said .wrongs").first().waitFor({ timeout: 1000 }));
    return state(words);
  };
  await settled();
  await until(() => !document.getElementById("hint").hidden);
  said("有改稿等着，报告上面说", (await page.textContent("#hint")).includes("有 1 份改稿等着看"));
  await page.keyboard.press("r");
  await until(() => document.querySelector("#back .file"));
  said("列出等着的", (await page.textContent("#back")).includes("inbox/成都高新区改稿.docx"));
  for (const name of ["text", "a billion laughs", "700 tables deep", "one part of 150 MB"]) {
    const start = Date.now();
    await hand(`${name}.docx`);
    const told = (await page.textContent("#back .wrongs")).trim();
    said(`坏文件只得一句话：${name}`, /[一-鿿]/.test(told) && !/Traceback|Error/.test(told), `${((Date.now() - start) / 1000).toFixed(1)} 秒　${told}`);
  }
  const start = Date.now();
  await hand("改过的.docx");
  said("交上来，逐处列出", await page.locator("#back .item").count() === 5, `${((Date.now() - start) / 1000).toFixed(1)} 秒　${await page.textContent("#back .sum")}`);
  said("旧和新并排，旁边是那一行", (await item("48个").locator("del").first().textContent()) === "49个"
    && /data\/zones\/chengdu\.yaml:\d+/.test(await item("48个").locator(".source").textContent())
    && (await item("48个").locator(".lines .here").textContent()).includes("value: 49"));
  said("批注有名有话，不能采纳", (await item("出处再核一下").textContent()).includes("审稿人") && !await item("出处再核一下").locator(".put").count());
  said("别的报告也印的，说出来", (await item("别处可学什么").textContent()).includes("别的报告也印"));
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  said("键盘走到第二处", (await page.evaluate(() => document.activeElement.getAttribute("aria-label"))).startsWith("第 2 处"));
  said("采纳一处", await put("48个") === "put", (await page.textContent("#state")));
  said("只动那一处", lines().join() === "-    value: 49,+    value: 48", lines().join("　"));
  await item("48个").locator(".back").click();
  await until(() => !document.querySelector("#back .item.put"));
  said("撤销，又可以采纳", lines().length === 0 && await state("48个") === "can");
  said("再采纳", await put("48个") === "put");
  // Meanwhile somebody writes: every line of the file moves, and one sentence is theirs now.
  const zone = join(folder, "data/zones/chengdu.yaml");
  writeFileSync(zone, "# 说明一行\n" + readFileSync(zone, "utf8").replace("行动计划拟", "行动计划打算"));
  await page.locator("#back .item.conflict").filter({ hasText: "行动计划将" }).waitFor({ timeout: 120_000 });
  const both = await item("行动计划将").textContent();
  said("两边都改过的，三样并排，不给采纳", both.includes("行动计划拟") && both.includes("行动计划打算") && both.includes("两边不一样")
    && !await item("行动计划将").locator(".put").count());
  said("现在的字同发布的哪里不一样，标出来", (await item("行动计划将").locator(".now mark").allTextContents()).join() === "打算");
  said("行挪了，别的照样采纳", await put("帮项目融资") === "put", await page.textContent("#state"));
  said("模板里的也采纳", await put("别处可学什么") === "put", await page.textContent("#state"));
  const diff = lines();
  said("放对了地方", ["+    value: 48", "label: 帮项目融资", "别处可学什么"].every((words) => diff.some((line) => line[0] === "+" && line.includes(words.replace("+", ""))))
    && diff.length === 9, diff.join("　"));
  await item("48个").locator(".see").click();
  await until(() => document.querySelector("#pages .chosen"));
  said("看页面，标出那一处", await page.locator("#back").isHidden());
  git("checkout", "-q", ".");
  await settled();
}

async function compares() {
  await settled();
  await choose("chengdu");
  await saves("data/zones/chengdu.yaml", (text) => text.replace("行动计划拟", "行动计划打算").replace("value: 2705", "value: 2706"));
  await settled();
  await page.locator("#compare").click();
  await until(() => document.querySelector(".compared"));
  const told = await page.textContent(".compared");
  said("和发布的比：话和图里的数都列出", told.includes("行动计划打算") && told.includes("2706"), await page.textContent("#state"));
  said("和发布的比：页面上标出", await page.locator("#pages .mark.other").count() > 0);
  await page.locator("#compare").click();
  said("不比了，标记没有了", await page.locator("#pages .mark.other").count() === 0);
  await saves("data/zones/chengdu.yaml", (text) => text.replace("行动计划打算", "行动计划拟").replace("value: 2706", "value: 2705"));
  await settled();
}

// Of each row: what is saved, the paper that is looked at, the file, words in it, and others for them, to which each save adds a
// letter of its own: nothing has been made of the same text before.
const ZONE = "data/zones/chengdu.yaml", TOML = ["report.toml", 'issuer = "高新区发展研究室', 'issuer = "高新区发展研究所'];
const NOTES = ["data/national.yaml", "notes:", "notes: #"];
const ROWS = [
  ["模板", "chengdu", "templates/zone/30_position.md.j2", "本区", "我区"],
  ["模板", "national", "templates/national/20_weight.md.j2", "梯子只看", "梯子先看"],
  ["模板", "pathway", "templates/pathway/50_tasks.md.j2", "先在哪里试", "在哪里先试"],
  ["模板", "summary", "templates/summary/30_zones.md.j2", "一个发现", "一条发现"],
  ["模板", "annex", "templates/national-annex/30_form.md.j2", "写明时期", "写清时期"],
  ["一个高新区的数据", "chengdu", ZONE, "行动计划拟", "行动计划打算"],
  ["一个高新区的数据", "national", ZONE, "行动计划拟", "行动计划打算"],
  ["一个高新区的数据", "pathway", ZONE, "行动计划拟", "行动计划打算"],
  ["一个高新区的数据", "summary", ZONE, "布点待匀", "布局待匀"],
  ["一个高新区的数据", "annex-chengdu", ZONE, "各类中试平台", "各种中试平台"],
  ["一个高新区的数据", "annex", ZONE, "what: 建成投运的中试平台数", "what: 建成投运的中试平台个数"],
  ["全国的数据", "chengdu", ...NOTES],
  ["全国的数据", "national", ...NOTES],
  ["全国的数据", "pathway", ...NOTES],
  ["全国的数据", "summary", ...NOTES],
  ["全国的数据", "annex", ...NOTES],
  ...["chengdu", "national", "pathway", "summary", "annex-chengdu", "annex"].map((slug) => ["report.toml", slug, ...TOML]),
];
const LETTERS = "甲乙丙丁戊己庚辛壬癸";

async function speed() {
  const rounds = Number(process.env.ROUNDS || 8);
  const all = [], loads = [], over = [], table = ["| 存的文件 | 看的一份 | p50 毫秒 | p95 毫秒 | 处理器毫秒（读／写成／排版／画） | 送出 kB |", "|---|---|---|---|---|---|"];
  for (const [kind, slug, file, from, to] of ROWS.filter((row) => only.every((word) => word === row[0] || word === row[1]))) {
    await choose(slug);
    const text = readFileSync(join(folder, file), "utf8");
    const waits = [], sizes = [], stages = [];
    for (let n = 0; n < rounds; n++) {
      const letters = LETTERS[n % 10] + LETTERS[Math.floor(n / 10) % 10];
      const seen = await saves(file, () => text.replace(from, to + letters));
      waits.push(seen.wait);
      sizes.push(seen.bytes);
      stages.push(["read", "compose", "layout", "draw"].map((name) => seen.took[name] || 0));
      await settled();
    }
    await saves(file, () => text);
    all.push(...waits);
    loads.push(loadavg()[0]);
    const typical = [0, 1, 2, 3].map((k) => Math.round(middle(stages.map((one) => one[k]), 0.5)));
    const sum = typical.reduce((a, b) => a + b, 0);
    const [half, most] = [0.5, 0.95].map((share) => Math.round(middle(waits, share)));
    if (most > 300 || sum > 220) over.push(`${kind} ${slug}`);
    const wait = `${half} | ${most}`;
    table.push(`| ${kind} | ${slug} | ${wait} | ${sum}（${typical.join("／")}） | ${(middle(sizes, 0.5) / 1000).toFixed(1)} |`);
    console.error(`${table.at(-1)}　${waits.map(Math.round).join(" ")}`);
  }
  console.log(table.join("\n"));
  const load = [middle(loads, 0), middle(loads, 1)].map((one) => one.toFixed(1)).join("–");
  console.log(`\n全部：p50 ${Math.round(middle(all, 0.5))} 毫秒，p95 ${Math.round(middle(all, 0.95))} 毫秒，每行 ${rounds} 次，共 ${all.length} 次；`
    + `${cpus().length} 个核，负荷 ${load}。超过 300 毫秒（p95）或 220 处理器毫秒的：${over.length ? over.join("、") : "没有"}。`);
}

if (part === "speed") {
  await settled();
  await speed();
} else if (part === "edits") {
  await settled();
  await edits();
} else if (part === "returned") {
  await compares();
  await returned();
} else {
  await compares();
  await returned();
  await basics();
  await strangers();
  await edits();
}
said("浏览器没有报错", complaints.length === 0, complaints.join("；").slice(0, 300));
await browser.close();
process.exit(findings.length ? 1 : 0);
