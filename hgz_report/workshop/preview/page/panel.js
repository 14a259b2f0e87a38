// The panel: what stands behind a word, and the forms that change it.
import { act, ask } from "/page/ask.js";
import { mark, reveal, unmark } from "/page/pages.js";

const panel = document.getElementById("panel");
const side = document.getElementById("side");
let paper = "";
let opens = () => {};
let changed = () => {};

export function begin(options) { ({ opens, changed } = options); }
export function of(slug) { paper = slug; last = null; }

export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "text") element.textContent = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function close() { last = null; side.classList.remove("open"); unmark("chosen"); panel.replaceChildren(hint()); }

export const hint = () => make("p", { class: "place", text: "点页面上的字、数或图，这里就说它写在哪里、从哪里来，也可以就地改。" });

let last = null, kept = null;

export async function at(spot) {
  kept = null;
  last = spot;
  show(await ask("/at", { paper, ...spot }), spot);
}

// After a paint: what is said of the same place now, unless a form is open there.
export async function again() {
  if (!last || !side.classList.contains("open") || panel.querySelector("form")) return;
  const said = kept;
  show(await ask("/at", { paper, ...last }), last);
  if (said) panel.querySelector(".card .head")?.after(said);
}

function show(told, spot) {
  side.classList.add("open");
  unmark("chosen");
  if (told.problems) return panel.replaceChildren(leaver(), ...told.problems.map(trouble));
  const first = mark(told.strips || [], "ground chosen");
  const parts = [];
  if (told.pieces?.length > 1 || spot?.chart) parts.push(pieces(told.pieces, Boolean(spot?.chart)));
  parts.push(...told.cards.map(card));
  panel.replaceChildren(leaver(), ...parts);
  side.scrollTop = 0;
  if (first && spot) uncovered(first);
}

const leaver = () => make("button", { class: "quiet leave", "aria-label": "关上", title: "关上（Esc）", text: "×", onclick: close });

// Where the panel lies over the pages, what was clicked moves out from under it.
function uncovered(text) {
  const under = text.getBoundingClientRect(), over = side.getBoundingClientRect();
  if (under.bottom > over.top && under.right > over.left && getComputedStyle(side).position === "fixed") text.scrollIntoView({ block: "start" });
}

function pieces(list, apart) {
  const said = make("p", { class: "said" });
  list.forEach((piece, n) => {
    if (apart && n) said.append("、");
    said.append(make("button", { class: `${piece.kind}${piece.chosen ? " chosen" : ""}`, title: piece.where,
      text: piece.text, onclick: () => at({ a: piece.a, s: piece.s }) }));
  });
  return said;
}

export const trouble = (one) => make("div", { class: "card" },
  make("p", { class: "wrongs", text: `${one.where ? `${one.where}\n` : ""}${one.what}` }), make("p", { class: "place", text: one.hint || "" }));

function card(told) {
  const box = make("div", { class: `card ${told.kind}`, "data-kind": told.kind });
  const acts = make("div", { class: "acts" });
  box.append(make("div", { class: "head" }, make("h3", { text: told.title }), acts));
  if (told.kind === "fact") fact(box, told);
  else if (told.kind === "derived") derived(box, told);
  else if (told.said) box.append(make("p", { class: "text", text: told.said }));
  if (told.file) {
    const field = told.field ? `　${told.field}` : "";
    box.append(make("div", { class: "place", text: `${told.file}:${told.line}${field}` }));
  }
  if (told.call) box.append(make("div", { class: "place", text: `由 ${told.call.file}:${told.call.line} 调用` }));
  if (told.why) box.append(make("p", { class: "place why", text: told.why }));
  if (told.lines) box.append(lines(told));
  const opened = { fact: factForm, entry: entryForm };
  if (told.edit) acts.append(make("button", { class: "edit", text: "改", onclick: () => (opened[told.edit.kind] || sentence)(box, acts, told) }));
  if (told.indicator) acts.append(make("button", { class: "definition", text: "改口径", onclick: () => definitionForm(box, acts, told) }));
  if (told.whole) acts.append(make("button", { class: "whole", text: `改${named(told.whole.name)}`, onclick: () => sentence(box, acts, { edit: told.whole }) }));
  for (const one of [told.item, told.block]) {
    if (!one) continue;
    const name = one.name || "一条";
    acts.append(...(one.alone ? [] : [make("button", { class: "after", text: `后面加${name}`, onclick: () => another(box, acts, one) })]),
      make("button", { class: "drop", text: `删去这${name}`, onclick: () => drop(box, acts, one) }));
  }
  if (told.file) acts.append(make("button", { class: "open-file", text: "打开", onclick: () => openAt(box, told.file, told.line) }));
  return box;
}

export function lines(told) {
  const last = told.last || told.line;
  return make("div", { class: "lines" }, ...told.lines.map(([number, text]) => make("div",
    { class: number >= told.line && number <= last ? "here" : "" }, make("span", { text: number }), text)));
}

function fact(box, told) {
  box.append(make("p", { class: "text", text: told.said }));
  const rows = [["性质", told.status], ["时期", told.period_said], ["出处", told.source_title], ["位置", told.edit.old.locator],
    ["可信度", told.confidence], ["口径", told.definition], ["说明", told.note], ["另见", told.also.join("；")],
    ["说法不一", told.conflicts.map((one) => `《${one.source}》作${one.said}（${one.period}）${one.note}`).join("；")]];
  box.append(make("dl", {}, ...rows.filter(([, said]) => said).flatMap(([name, said]) => [make("dt", { text: name }), make("dd", { text: said })])));
  const places = make("div");
  box.append(places);
  ask("/fact", { id: told.id }).then((found) => {
    if (!found.places) return;
    places.append(make("h2", { text: `印在 ${found.places.length} 处` }), placeList(found.places));
  });
}

function derived(box, told) {
  box.append(make("p", { class: "text", text: told.said }));
  box.append(make("ul", {}, ...told.inputs.map((one) => make("li", {}, make("button", { class: "input", title: one.where,
    text: `${one.title}　${one.said}`, onclick: async () => { last = null; show(await ask("/fact", { id: one.id, card: 1 })); } })))));
}

export const placeList = (places) => make("ul", { class: "places" }, ...places.map((place) => make("li", {},
  make("button", { onclick: () => opens(place) }, make("small", { text: `${place.title.replaceAll("\n", "")}　${place.heading}` }),
    place.around[0], make("mark", { text: place.around[1] }), place.around[2]))));

async function openAt(box, file, line) {
  const told = await act("/open", { file, line });
  if (told.problems) return answer(box, told);
  if (told.address) location.href = told.address;
}

// 一段 → 整段, 列表的一条 → 整条.
const named = (kind) => `整${kind.slice(-1)}`;
const labelled = (title, field) => make("label", {}, title, field);

function sentence(box, acts, told) {
  const field = make("textarea", { "aria-label": "改成", spellcheck: "false", rows: Math.min(told.edit.old.split("\n").length + 2, 12) });
  field.value = told.edit.old;
  const hint = told.edit.kind === "data" && told.edit.several ? [make("p", { class: "place", text: "一行一条" })] : [];
  form(box, acts, [field, ...hint], () => ({ ...told.edit, new: field.value }));
  field.focus();
}

// Another item or paragraph behind this one: an item of several fields begins with those of this one.
function another(box, acts, one) {
  const fields = (one.fields || [["", "", ""]]).map(([name, said, title]) => {
    const field = make("textarea", { name, "aria-label": name || "新的一条", spellcheck: "false", rows: said.length > 30 ? 3 : 1 });
    field.value = name ? said : "";
    return [name, field, title];
  });
  const single = fields.length === 1 && !fields[0][0];
  form(box, acts, single ? [fields[0][1]] : [make("p", { class: "place", text: "照这一条写，改成新的；不要的空着" }), ...fields.map(([, field, title]) => labelled(title, field))],
    () => ({ ...one, do: "after", new: single ? fields[0][1].value : Object.fromEntries(fields.map(([name, field]) => [name, field.value])) }));
  fields[0][1].focus();
}

function drop(box, acts, one) {
  form(box, acts, [make("p", { class: "text", text: `删去这${one.name || "一条"}？` })], () => ({ ...one, do: "drop" }), "删去");
  box.querySelector("form .save").focus();
}

function choice(name, choices) {
  return make("select", { name }, ...choices.map(([id, title]) => make("option", { value: id, text: title })));
}

function factForm(box, acts, told) {
  const units = make("datalist", { id: "units" }, ...told.units.map((unit) => make("option", { value: unit })));
  const fields = { value: ["数值", make("input")], unit: [`单位（不写是${told.own_unit || "没有"}）`, make("input", { list: "units" })],
    period: ["时期", make("input")], qualifier: ["限定", choice("qualifier", told.qualifiers)], source: ["出处", choice("source", [...told.sources, [NEW, "新来源……"]])],
    locator: ["位置", make("input")], confidence: ["可信度", choice("confidence", told.confidences)],
    note: ["说明（口径有出入的在这里写）", make("textarea", { rows: 2, spellcheck: "false" })] };
  const fresh = newSource(fields.source[1], told.new_source);
  several(box, acts, told, fields, [units], fresh.asked)[told.focus]?.focus();
  fields.source[1].closest("label").after(fresh.box);
}

function definitionForm(box, acts, told) {
  const field = make("textarea", { rows: 4, spellcheck: "false" });
  several(box, acts, { edit: told.indicator }, { definition: ["口径（这个指标在各处都用它）", field] }, []).definition.focus();
}

const SOURCE = { title: "标题", publisher: "发布单位", date: "日期", trust: "可信度", author: "作者", via: "转载处", url: "网址", note: "说明" };
const NEW = "+";
// What is asked of a source that is not registered yet; it goes with the fact that is to have it.
function newSource(source, name) {
  const fields = { id: make("input"), ...sourceFields("author", "note") };
  for (const [key, field] of Object.entries(fields)) field.name = key;
  fields.id.value = name;
  fields.trust.value = "B";
  const titles = { id: "编号（小写字母、数字，一经给出不改）", ...SOURCE };
  const box = make("fieldset", { class: "fresh", hidden: true }, make("legend", { text: "新来源" }),
    ...Object.entries(fields).map(([key, field]) => labelled(titles[key], field)));
  source.addEventListener("change", () => { box.hidden = source.value !== NEW; if (!box.hidden) fields.title.focus(); });
  const asked = (wanted) => {
    if (wanted.new.source !== NEW) return wanted;
    const registered = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.value]));
    return { ...wanted, new: { ...wanted.new, source: registered.id.trim() }, registered };
  };
  return { box, asked };
}

function sourceFields(...without) {
  const grades = ["A", "B", "C", "D"].map((grade) => [grade, grade]);
  return Object.fromEntries(Object.keys(SOURCE).filter((name) => !without.includes(name)).map((name) => [name, name === "trust" ? choice(name, grades) : make("input")]));
}

function entryForm(box, acts, told) {
  const fields = Object.entries(sourceFields()).map(([name, field]) => [name, [SOURCE[name], field]]);
  several(box, acts, told, Object.fromEntries(fields), []).title.focus();
}

// A form of several fields, of which those that were changed are sent; `also`: what goes with them.
function several(box, acts, told, wanted, more, also = (asked) => asked) {
  const { old } = told.edit;
  const fields = Object.fromEntries(Object.entries(wanted).filter(([name]) => name in old).map(([name, [, field]]) => [name, field]));
  for (const [name, field] of Object.entries(fields)) { field.name = name; field.value = old[name]; }
  form(box, acts, [...Object.entries(fields).map(([name, field]) => labelled(wanted[name][0], field)), ...more], () => {
    const now = Object.entries(fields).map(([name, field]) => [name, field.value]);
    return also({ ...told.edit, new: Object.fromEntries(now.filter(([name, said]) => said !== old[name])) });
  });
  return fields;
}

function form(box, acts, fields, wanted, does = "保存") {
  acts.hidden = true;
  box.querySelector(".answer")?.remove();
  const save = make("button", { class: "main save", text: does });
  let lose = false;
  const leave = make("button", { type: "button", text: "不改了", onclick: () => { made.remove(); acts.hidden = false; } });
  const made = make("form", { class: "change" }, ...fields, make("div", { class: "acts" }, save, leave));
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    save.disabled = true;
    save.textContent = "正在试做……";
    const told = await act("/edit", { ...wanted(), paper, lose });
    save.disabled = false;
    save.textContent = does;
    lose = Boolean(told.lost);
    if (told.lost) {
      save.textContent = `少了也${does}`;
      return losing(box, told.lost);
    }
    if (answer(box, told)) { made.remove(); acts.hidden = false; }
  });
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) made.requestSubmit();
    if (event.key === "Escape") { event.stopPropagation(); leave.click(); }
  });
  box.querySelector(".head").after(made);
}

// What would be lost beside words: typed on, it is asked again.
function losing(box, lost) {
  box.querySelector(".answer")?.remove();
  const said = make("div", { class: "answer" }, make("p", { class: "wrongs", text: `还没有写。这样会少了：\n${lost.join("\n")}` }));
  box.querySelector("form").after(said);
  box.querySelector("form").addEventListener("input", () => said.remove(), { once: true });
}

function answer(box, told) {
  box.querySelector(".answer")?.remove();
  const said = make("div", { class: "answer" });
  if (told.problems) {
    said.append(make("p", { class: "wrongs", text: `没有改，因为：\n${told.problems.map((one) =>
      `${one.where ? `${one.where}　` : ""}${one.what}${one.hint ? `\n${one.hint}` : ""}`).join("\n")}` }));
  } else if (told.file) {
    said.append(make("p", { class: "right", text: `已写进 ${told.file}，${told.papers ? `${told.papers} 份跟着变` : "印出的没有变"}。` }));
    kept = said;
    changed(told);
  }
  (box.querySelector("form") || box.querySelector(".head") || box.lastChild).after(said);
  return !told.problems;
}

export async function linesAt(problem) {
  side.classList.add("open");
  const told = await ask("/lines", { file: problem.file, line: problem.line });
  const box = trouble(problem);
  if (told.lines) {
    box.append(lines(told), make("div", { class: "acts" },
      make("button", { class: "open-file", text: "打开", onclick: () => openAt(box, told.file, told.line) })));
  }
  panel.replaceChildren(leaver(), box);
}

export const press = (name) => panel.querySelector(`.${name}`)?.click();
export { reveal };
