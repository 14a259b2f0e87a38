// The preview: papers, problems, the stream, the keys.
import { act, ask, enter, listen } from "/page/ask.js";
import * as pages from "/page/pages.js";
import * as panel from "/page/panel.js";
import * as compared from "/page/compared.js";
import * as returned from "/page/returned.js";

const $ = (id) => document.getElementById(id);
const { make } = panel;
let paper = "", papers = [], problems = [], marks = [], at = -1, leave = () => {}, wanted = null, comparing = false;
window.preview = { turn: 0, painted: 0, bytes: 0, took: {}, checked: 0 };

const state = (said, wrong = false) => { $("state").textContent = said; $("state").classList.toggle("wrong", wrong); };

function choose(slug) {
  if (slug !== paper) {
    leave();
    paper = slug;
    panel.of(slug);
    pages.forget();
    marks = [];
    $("pages").append(make("p", { class: "empty", text: "正在排版……" }));
    leave = listen(() => `/events?${new URLSearchParams({ paper, has: pages.names().join(",") })}`, told, (said) => said && state(said, true));
    sessionStorage.setItem("paper", slug);
    list();
  }
  $("left").classList.remove("open");
}

let turns = Promise.resolve();
const told = (message, size) => { turns = turns.then(() => heard(message, size)).catch((error) => state(String(error), true)); };

async function heard(message, size) {
  window.preview.turn = message.turn;
  $("pages").classList.toggle("held", message.held);
  if (message.kind === "pages" && message.paper === paper) {
    $("title").textContent = message.title.replaceAll("\n", "");
    document.title = `${$("title").textContent} 预览`;
    await pages.show(message.pages, message.title);
    Object.assign(window.preview, { painted: message.turn, bytes: size, took: message.took, at: performance.timeOrigin + performance.now() });
    if (!message.held) state("已是最新，正在检查……");
    draw();
    follow();
    panel.again();
    if (comparing) compare();
  }
  if (message.problems) {
    problems = message.problems;
    troubles();
  }
  returned.turned(message.turn);
  if (message.kind === "mistake") state("有错：页面还是改错以前的", true);
  if (message.kind === "checks") {
    marks = message.marks;
    if (message.papers.length) papers = message.papers;
    list();
    draw();
    const wrong = problems.filter((one) => one.wrong).length;
    if (message.held || wrong) state(message.held ? "有错：页面还是改错以前的" : `${wrong} 处错误`, true);
    else state(message.whole ? "已是最新，检查通过" : "已是最新，正在检查……");
    if (message.whole) window.preview.checked = message.turn;
    if (!paper && papers.length) choose(papers[0].slug);
  }
}

function draw() {
  pages.unmark("under");
  for (const one of marks) pages.mark([one], one.wrong ? "under wrong" : "under", one.said);
}

function list() {
  const kinds = Map.groupBy ? Map.groupBy(papers, (one) => one.kind) : new Map([["", papers]]);
  const parts = [];
  for (const [, own] of kinds) {
    parts.push(make("ul", {}, ...own.map((one) => make("li", {}, make("button", { "aria-current": String(one.slug === paper), "data-slug": one.slug,
      onclick: () => choose(one.slug) }, ...(one.wrong ? [make("span", { class: "count", text: one.wrong })] : []), one.title)))));
  }
  $("papers").replaceChildren(make("h2", { text: `报告 ${papers.length} 份` }), ...parts);
}

function troubles() {
  const order = [...problems].sort((one, other) => Number(other.wrong) - Number(one.wrong));
  problems = order;
  const wrong = order.filter((one) => one.wrong).length;
  const title = order.length ? `${wrong ? `错误 ${wrong} 处　` : ""}${order.length - wrong ? `留意 ${order.length - wrong} 处` : ""}` : "";
  $("troubles").replaceChildren(...(title ? [make("h2", { text: title })] : []), make("ul", {}, ...order.slice(0, 200).map((one, n) => make("li",
    { class: one.wrong ? "wrong" : "" }, make("button", { onclick: () => go(n) }, make("small", { text: one.where }),
      make("span", { class: "what", text: one.what }), ...(one.wrong ? [make("small", { class: "hint", text: one.hint })] : []))))));
}

function go(n) {
  if (!problems.length) return;
  at = (n + problems.length) % problems.length;
  const one = problems[at];
  if (one.file) panel.linesAt(one);
  const found = marks.find((other) => other.said.startsWith(one.what));
  if (found) pages.reveal(pages.mark([found], "ground chosen"));
}

function opens(place) {
  wanted = place.strips;
  if (place.paper === paper) follow(); else choose(place.paper);
}

function follow() {
  if (!wanted) return;
  pages.unmark("chosen");
  const found = pages.mark(wanted, "ground chosen");
  if (found) { pages.reveal(found); wanted = null; }
}

async function compare() {
  pages.unmark("other");
  const told = await ask("/compare", { paper });
  if (told.problems) { comparing = false; $("compare").setAttribute("aria-pressed", "false"); return state(told.problems[0].what, false); }
  if (!comparing) return;
  for (const one of told.changes) pages.mark(one.strips, "ground other", one.said);
  state(`和发布的比：${compared.list(told, (strips) => pages.reveal(pages.mark(strips, "ground chosen")))}`);
}

let looking = 0;
async function find() {
  const words = $("words").value.trim(), own = ++looking;
  $("found").hidden = !words;
  if (!words) return;
  const told = await ask("/search", { words });
  if (own !== looking) return;
  const places = told.places || [];
  $("found").replaceChildren(make("h2", { text: places.length ? `找到 ${places.length} 处` : "没有找到" }), panel.placeList(places));
}

async function undo() {
  const told = await act("/undo", {});
  if (told.problems) return state(told.problems[0].what, true);
  $("undo").hidden = !told.undo;
  state(`${told.file} 已改回`);
  returned.again();
}

let zoom = Number(localStorage.getItem("zoom")) || 1;
function zoomed(by) {
  zoom = Math.min(Math.max(zoom * by, 0.5), 2.5);
  document.documentElement.style.setProperty("--zoom", zoom.toFixed(2));
  localStorage.setItem("zoom", zoom);
}

const KEYS = {
  "/": () => $("words").focus(), j: () => go(at + 1), k: () => go(at - 1), "[": () => step(-1), "]": () => step(1),
  m: () => $("menu").click(), d: () => $("compare").click(), e: () => panel.press("edit"), o: () => panel.press("open-file"),
  u: () => $("undo").hidden || undo(), r: () => returned.toggle(), "-": () => zoomed(0.9), "+": () => zoomed(1.1), "=": () => zoomed(1.1), "?": () => $("keys").showModal(),
};
function step(by) {
  const here = papers.findIndex((one) => one.slug === paper);
  const next = papers[here + by];
  if (next) choose(next.slug);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !$("keys").open) { if (returned.leave()) return; panel.close(); $("left").classList.remove("open"); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select") || $("keys").open) return;
  const key = returned.keys(event.key.toLowerCase()) || KEYS[event.key.toLowerCase()];
  if (key) { event.preventDefault(); key(); }
});
$("pages").addEventListener("click", (event) => {
  if (String(getSelection())) return;
  const spot = pages.spot(event);
  if (spot) panel.at(spot);
});
$("menu").addEventListener("click", () => $("menu").setAttribute("aria-expanded", String($("left").classList.toggle("open"))));
$("compare").addEventListener("click", () => {
  comparing = !comparing;
  $("compare").setAttribute("aria-pressed", String(comparing));
  if (comparing) compare(); else { pages.unmark("other"); pages.unmark("chosen"); panel.close(); state("已是最新"); }
});
$("undo").addEventListener("click", undo);
$("smaller").addEventListener("click", () => zoomed(0.9));
$("larger").addEventListener("click", () => zoomed(1.1));
$("help").addEventListener("click", () => $("keys").showModal());
$("find").addEventListener("submit", (event) => { event.preventDefault(); find(); });
$("words").addEventListener("input", () => setTimeout(find, 120));

const changed = (told) => { $("undo").hidden = !told.undo; };
panel.begin({ opens, changed });
returned.begin({ opens, changed, undo, state });
panel.close();
zoomed(1);
if (await enter()) {
  returned.waiting();
  const kept = sessionStorage.getItem("paper");
  for (;;) {
    const told = await ask("/begin");
    if (told.problems) { state(told.problems[0].what, true); break; }
    if (told.paper) { choose(kept || told.paper); break; }
    if (told.mistakes) { problems = told.mistakes; troubles(); state("有错：还排不出页面", true); }
    await new Promise((resume) => setTimeout(resume, 200));
  }
} else state("没有钥匙：用命令行里印出的网址打开", true);
