// Word files that came back: each change beside the line where it belongs, put in one by one.
import { act, ask, hand } from "/page/ask.js";
import { lines, make } from "/page/panel.js";

const $ = (id) => document.getElementById(id);
const view = $("back");
const MOST = 20_000_000;
const KINDS = [["all", "全部", () => true], ["can", "可以采纳", (one) => one.can], ["self", "要自己改", (one) => !one.can && !done(one) && one.kind !== "remark"],
  ["remark", "批注", (one) => one.kind === "remark"], ["done", "已经改了", (one) => done(one)]];
const done = (one) => one.applied || one.standing === "done";
let options = {}, files = [], key = "", told = null, kind = "all", busy = false, seen = 0, reading = false, trouble = null;
let boxes = new Map();

export function begin(given) {
  options = given;
  $("returned").addEventListener("click", toggle);
  $("hint").addEventListener("click", () => show());
  window.addEventListener("focus", () => waiting());
  window.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  window.addEventListener("dragleave", (event) => event.relatedTarget || document.body.classList.remove("dropping"));
  window.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    show();
    take(event.dataTransfer.files[0]);
  });
}

export const isOpen = () => !view.hidden;
export function toggle() { if (isOpen()) leave(); else show(); }

function show() {
  view.hidden = false;
  document.body.classList.add("returning");
  $("returned").setAttribute("aria-pressed", "true");
  $("left").classList.remove("open");
  for (const under of [$("pages"), $("side")]) under.inert = true;
  if (told) again(); else if (!reading) choose(trouble);
  waiting(true);
  view.focus();
}

// Whether there was something to leave.
export function leave() {
  if (!isOpen()) return false;
  view.hidden = true;
  document.body.classList.remove("returning");
  $("returned").setAttribute("aria-pressed", "false");
  for (const under of [$("pages"), $("side")]) under.inert = false;
  $("returned").focus();
  return true;
}

export async function waiting(ready = false) {
  const found = await ask("/returned/waiting", ready ? { ready: 1 } : {}).catch(() => null);
  if (!found?.files) return;
  files = found.files;
  const count = $("returned").querySelector(".count");
  count.textContent = found.waiting;
  count.hidden = $("hint").hidden = !found.waiting;
  $("hint").textContent = `有 ${found.waiting} 份改稿等着看`;
  if (isOpen() && !told && !reading) choose(trouble);
}

// -- which file

function choose(given = null) {
  [key, told, boxes, reading, trouble] = ["", null, new Map(), false, given];
  const input = make("input", { type: "file", accept: ".docx", hidden: true, onchange: () => input.files.length && take(input.files[0]) });
  const list = files.map((one) => make("li", {}, make("button", { class: "file", "data-key": one.key, onclick: () => read(one.key) },
    make("span", { text: one.name }), make("small", { text: one.why }))));
  view.replaceChildren(leaver(),
    make("div", { class: "chooser" }, make("h2", { text: "改过的 DOCX 交回来了" }),
      make("p", { text: "逐处列出改了什么、该改哪个文件哪一行，看过再一处一处采纳。不点“采纳”，什么都不动。" }),
      make("div", { class: "drop" }, make("p", { text: "把文件拖到这里，或者" }), input,
        make("button", { class: "main", id: "pick", text: "选一份 DOCX", onclick: () => input.click() })),
      ...(trouble ? [trouble] : []),
      ...(list.length ? [make("h3", { text: "等着看的" }), make("ul", {}, ...list)]
        : [make("p", { class: "place", text: "inbox/ 和各期文件夹里没有改过的。" })])));
}

const leaver = () => make("button", { class: "quiet leave", "aria-label": "关上", title: "回到页面（Esc）", text: "×", onclick: leave });

async function take(file) {
  if (!/\.docx$/i.test(file.name)) return choose(wrongs([{ what: `${file.name}：只收 .docx`, hint: "用 Word 或 WPS 打开，另存为 .docx" }]));
  if (file.size > MOST) return choose(wrongs([{ what: `${file.name}：太大（超过 20 MB）`, hint: "放进 inbox/ 文件夹，再从这里打开" }]));
  wait(file.name);
  const got = await hand(file);
  if (got.problems) return choose(wrongs(got.problems));
  await read(got.key, file.name);
  waiting();
}

function wait(name) {
  [told, reading, trouble] = [null, true, null];
  view.replaceChildren(leaver(), make("div", { class: "chooser" }, make("p", { class: "wait", role: "status", text: `正在读 ${name}……` })));
}

const wrongs = (problems) => make("div", { class: "wrongs", role: "alert" }, ...problems.map((one) =>
  make("p", { text: `${one.where ? `${one.where}　` : ""}${one.what}${one.hint ? `。${one.hint}` : ""}` })));

async function read(which, name = which) {
  wait(name);
  const found = await ask("/returned", { key: which });
  if (found.problems) return choose(wrongs(found.problems));
  [key, told, kind, boxes, reading] = [which, found, "all", new Map(), false];
  draw();
  view.scrollTop = 0;
}

// -- its changes

let asking = false, anew = false;

// The same file held against the project as it is now: lines have moved, something was put in or taken back.
export async function again() {
  if (!isOpen() || !key) return;
  if (asking) { anew = true; return; }
  asking = true;
  const own = key;
  const found = await ask("/returned", { key: own }).catch(() => ({ problems: [{ what: "预览没有回答" }] }));
  asking = false;
  if (own === key && !found.problems) { told = found; draw(); }
  else if (own === key) options.state(found.problems[0].what, true);
  if (anew) { anew = false; again(); }
}

export function turned(turn) {
  if (turn === seen) return;
  seen = turn;
  again();
}

function draw() {
  const focused = document.activeElement?.closest?.("[data-id]")?.dataset.id;
  const items = told.items, of = (name) => items.filter(KINDS.find(([id]) => id === name)[2]);
  if (!of(kind).length) kind = "all";
  const edition = told.edition ? `，第 ${told.edition} 期` : "";
  const head = make("header", {}, make("div", { class: "top" }, make("h2", { text: `《${told.title}》${edition}` }),
    make("button", { text: "换一份", onclick: () => { choose(); waiting(); } })),
    make("p", { class: "sum" }, make("b", { text: summary(items, of) }), make("span", { class: "place", text: `　${told.file}` })),
    ...told.said.map((line) => make("p", { class: "note", text: `留意：${line}` })),
    ...(told.looks ? [make("p", { class: "place", text: `只改了样子的不动：${told.looks}` })] : []),
    make("div", { class: "chips", role: "group", "aria-label": "列出哪些" }, ...KINDS.filter(([id]) => id === "all" || of(id).length).map(([id, name]) =>
      make("button", { "aria-pressed": String(id === kind), text: `${name} ${of(id).length}`, onclick: () => { kind = id; draw(); } }))));
  const fresh = new Map();
  const list = make("div", { class: "items" });
  for (const one of items.filter(KINDS.find(([id]) => id === kind)[2])) {
    const said = JSON.stringify(one), known = boxes.get(one.id);
    const box = known?.said === said ? known.box : item(one);
    fresh.set(one.id, { said, box });
    list.append(box);
  }
  boxes = fresh;
  const top = view.scrollTop;
  view.replaceChildren(leaver(), head, list);
  view.scrollTop = top;
  if (focused) view.querySelector(`[data-id="${focused}"]`)?.focus({ preventScroll: true });
}

function summary(items, of) {
  const remarks = of("remark").length, changes = items.length - remarks;
  const said = [changes ? `改了 ${changes} 处` : "没有改文字"];
  if (remarks) said.push(`批注 ${remarks} 条`);
  const put = items.filter((one) => one.applied).length;
  if (of("can").length) said.push(`${of("can").length} 处可以采纳`);
  if (put) said.push(`已采纳 ${put} 处`);
  return said.join("，");
}

const TAGS = { conflict: "两边不一样", gone: "现在没有了", done: "已经是这样了" };

function item(one) {
  const by = [one.part, one.heading && `“${one.heading}”`, one.tracked && "修订", one.who].filter(Boolean).join("　");
  const acts = make("div", { class: "acts" });
  const tag = one.applied ? "已采纳" : TAGS[one.standing] || (one.can || one.kind === "remark" ? "" : "要自己改");
  if (tag) acts.append(make("span", { class: "tag", text: tag }));
  if (one.undo) acts.append(make("button", { class: "back", text: "撤销", onclick: options.undo }));
  if (one.strips.length) acts.append(make("button", { class: "see", text: "看页面", onclick: () => { leave(); options.opens({ paper: told.slug, strips: one.strips }); } }));
  const place = one.places.find((there) => !there.unseen);
  const answer = make("div", { class: "said", role: "status" });
  if (place) acts.append(make("button", { class: "open-file", title: `用编辑软件打开 ${place.file}:${place.line}`, text: "打开", onclick: () => open(place, answer) }));
  if (one.can) acts.append(make("button", { class: "main put", text: "采纳", onclick: (event) => put(one, event.target, answer) }));
  const state = one.applied ? "put" : one.standing || (one.can ? "can" : "self");
  return make("article", { class: `item ${state} ${one.kind.replace(" ", "-")}`, "data-id": one.id, tabindex: "-1", "aria-label": `第 ${one.number} 处，${one.name}` },
    make("div", { class: "head" }, make("h3", {}, make("span", { class: "no", text: one.number }), one.name), make("span", { class: "of", text: by }), acts),
    answer, make("div", { class: "body" }, ...texts(one), ...below(one), source(one)));
}

function texts(one) {
  const remark = one.kind === "remark";
  const said = one.now.map(([text]) => text).join("");
  const now = one.standing === "conflict" || (one.kind === "number" && said)
    ? [make("p", { class: "now" }, make("small", { text: "现在" }), ...one.now.map(([text, changed]) => (changed ? make("mark", { text }) : text)),
      said === one.was ? "（同发布的一样）" : "")] : [];
  const number = one.kind === "number", bare = number && one.before.length === 1;
  return [side(remark ? "说的是" : "发布的", number && one.was, bare ? null : one.before, "del", "（没有）"),
    side(remark ? "批注" : "改稿", number && one.theirs, bare ? null : one.after, "ins", "（删去）"), ...now];
}

function side(name, number, pieces, mark, nothing) {
  const said = make("p", { class: number ? "around" : "text" });
  for (const [text, changed] of pieces || []) said.append(changed ? make(mark, { text }) : text);
  if (pieces && !pieces.length) said.append(make("span", { class: "place", text: nothing }));
  return make("div", { class: `side ${mark}` }, make("small", { text: name }), ...(number ? [make("p", { class: "number" }, make(mark, { text: number }))] : []), ...(pieces ? [said] : []));
}

function source(one) {
  const box = make("div", { class: "source" });
  const place = (there) => `${there.file}:${there.line}`;
  if (!one.places.length) { box.append(make("p", { class: "place", text: "不知道写在哪里" })); return box; }
  const shown = (there) => {
    const rest = one.places.filter((other) => other !== there);
    box.replaceChildren(make("p", { class: "place" }, make("b", { text: place(there) }), `　${there.what}`),
      ...(there.lines?.length ? [lines(there)] : [make("p", { class: "place", text: "这个文件预览不看，用编辑软件打开" })]),
      ...(rest.length ? [make("ul", {}, ...rest.map((other) => make("li", {}, make("button", { class: "quiet", onclick: async () => {
        if (!other.lines?.length) other.lines = (await ask("/lines", { file: other.file, line: other.line })).lines || [];
        shown(other);
      } }, place(other), make("small", { text: `　${other.what}` })))))] : []));
  };
  shown(one.places[0]);
  return box;
}

function below(one) {
  const said = [];
  if (one.why && !done(one) && one.kind !== "remark") said.push(make("p", { class: "why", text: `${one.why}。` }));
  if (one.formula) said.push(make("p", { class: "place", text: one.formula }));
  for (const line of one.said.filter((line) => !one.why.startsWith(line.slice(0, 8)))) said.push(make("p", { class: "place", text: line }));
  if (one.shared.length) {
    const first = one.shared.slice(0, 3).map((title) => `《${title}》`).join("");
    const all = one.shared.map((title) => `《${title}》`).join("\n");
    said.push(make("p", { class: "place", title: all, text: `别的报告也印：${first}${one.shared.length > 3 ? `等 ${one.shared.length} 份` : ""}` }));
  }
  return said.length ? [make("div", { class: "below" }, ...said)] : [];
}

async function put(one, button, answer) {
  if (busy) return;
  busy = true;
  view.classList.add("busy");
  button.textContent = "正在试做……";
  const got = await act("/returned/put-in", { key, id: one.id }).catch(() => ({ problems: [{ what: "预览没有回答", hint: "等一等再试" }] }));
  busy = false;
  view.classList.remove("busy");
  button.textContent = "采纳";
  answer.replaceChildren();
  if (got.problems) { answer.append(make("p", { class: "wrongs", text: "没有采纳，因为：" }), wrongs(got.problems)); return; }
  options.changed(got);
  options.state(`第 ${one.number} 处已写进 ${got.file}，${got.papers} 份跟着变`);
  await again();
}

async function open(place, answer) {
  const got = await act("/open", { file: place.file, line: place.line });
  answer.replaceChildren(...(got.problems ? [wrongs(got.problems)] : []));
  if (got.address) location.href = got.address;
}

// -- keys

function step(by) {
  const all = [...view.querySelectorAll(".item")];
  const here = all.indexOf(document.activeElement?.closest?.(".item"));
  const next = all[Math.min(Math.max(here + by, 0), all.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

const press = (name) => document.activeElement?.closest?.(".item")?.querySelector(`.${name}`)?.click();
const KEYS = { j: () => step(1), k: () => step(-1), a: () => press("put"), o: () => press("open-file"), e: () => {}, d: () => {} };

export const keys = (name) => (isOpen() ? KEYS[name] : null);
