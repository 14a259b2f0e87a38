// What is other than in the published edition, one below the other, beside the marks on the pages.
import { close, make } from "/page/panel.js";
import { unmark } from "/page/pages.js";

const KINDS = { changed: "改了", added: "新加", moved: "换了地方", dropped: "删去" };

// Lists all; returns in words how many there are of each kind.
export function list(told, go) {
  const counts = Object.entries(KINDS).filter(([kind]) => told[kind]).map(([kind, name]) => `${name} ${told[kind]} 处`);
  const said = counts.join("，") || "一样";
  const side = document.getElementById("side");
  side.classList.add("open");
  document.getElementById("panel").replaceChildren(
    make("button", { class: "quiet leave", "aria-label": "关上", title: "关上（Esc）", text: "×", onclick: close }),
    make("h2", { text: `和发布的比：${said}` }),
    make("ul", { class: "compared" }, ...told.changes.map((one) => make("li", { class: one.change },
      one.strips.length ? make("button", { onclick: () => { unmark("chosen"); go(one.strips); } }, ...texts(one)) : make("div", {}, ...texts(one))))));
  side.scrollTop = 0;
  return said;
}

function texts(one) {
  const parts = [make("small", { text: KINDS[one.change] })];
  if (one.was && one.change !== "moved") parts.push(make("del", { text: one.was }));
  if (one.now) parts.push(make(one.change === "moved" ? "span" : "ins", { text: one.now }));
  return parts;
}
