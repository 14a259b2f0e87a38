// The pages: put in place where they are new, the others left alone.  Faces are loaded when a page asks for them.
import { bytes } from "/page/ask.js";

const main = document.getElementById("pages");
const faces = new Map();
let shown = [];
let byAddress = new Map();

export const names = () => shown.filter(Boolean);

export function forget() {
  shown = [];
  main.replaceChildren();
  byAddress = new Map();
}

// Resolves once the pages are painted.
export async function show(pages, title) {
  const first = shown.length === 0;
  const wanted = new Set();
  pages.forEach(([name, svg], place) => {
    if (shown[place] === name) return;
    let page = main.children[place];
    if (!page || !page.classList.contains("page")) {
      main.querySelector(".empty")?.remove();
      page = document.createElement("section");
      page.className = "page";
      main.append(page);
    }
    if (svg === null) {
      const from = shown.indexOf(name);
      if (from >= 0 && main.children[from]?.firstChild) page.replaceChildren(main.children[from].firstChild.cloneNode(true));
    } else {
      const read = new DOMParser().parseFromString(svg, "image/svg+xml");
      page.replaceChildren(document.importNode(read.documentElement, true));
      for (const found of svg.matchAll(/class="(f[0-9a-f]{12})"/g)) wanted.add(found[1]);
    }
    page.setAttribute("aria-label", `${title} 第${place + 1}页`);
    page.classList.remove("fresh");
    if (!first) requestAnimationFrame(() => page.classList.add("fresh"));
  });
  while (main.children.length > pages.length) main.lastChild.remove();
  shown = pages.map(([name]) => name);
  byAddress = null;
  const missing = [...wanted].filter((name) => !faces.has(name)).map(load);
  if (missing.length) await Promise.all(missing);
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
}

function load(name) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.${name}{font-family:"${name}"}`);
  document.adoptedStyleSheets.push(sheet);
  const loaded = bytes(`/face/${name}`).then((data) => new FontFace(name, data).load()).then((face) => document.fonts.add(face));
  faces.set(name, loaded);
  return loaded.catch(() => faces.delete(name));
}

function texts(address) {
  if (!byAddress) {
    byAddress = new Map();
    for (const text of main.querySelectorAll("text[data-a]")) {
      const key = text.dataset.a;
      if (byAddress.has(key)) byAddress.get(key).push(text); else byAddress.set(key, [text]);
    }
  }
  return byAddress.get(address) || [];
}

// Where somebody clicked: the text and the character there.
export function spot(event) {
  const text = event.target.closest?.("text[data-a]");
  if (text) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(text.getScreenCTM().inverse());
    const at = Math.max(text.getCharNumAtPosition(point), 0);
    return { a: text.dataset.a, s: Number(text.dataset.s || 0) + at };
  }
  const chart = event.target.closest?.("g[data-c]");
  return chart ? { chart: chart.dataset.c } : null;
}

// Marks characters: a line below them, or a ground behind them.  Returns the first mark.
export function mark(strips, kind, said = "") {
  let first = null;
  for (const strip of strips) {
    for (const text of texts(strip.address)) {
      const start = Number(text.dataset.s || 0), count = text.getNumberOfChars();
      const from = Math.max(strip.start - start, 0), to = Math.min(strip.end - start, count);
      if (from >= to) continue;
      const size = Number(text.getAttribute("font-size"));
      const left = text.getStartPositionOfChar(from), right = text.getEndPositionOfChar(to - 1);
      const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const under = kind.startsWith("under");
      box.setAttribute("x", left.x);
      box.setAttribute("y", under ? left.y + size * 0.16 : left.y - size * 0.88);
      box.setAttribute("width", Math.max(right.x - left.x, 1));
      box.setAttribute("height", under ? 1.1 : size * 1.14);
      box.setAttribute("class", `mark ${kind}`);
      if (text.hasAttribute("transform")) box.setAttribute("transform", text.getAttribute("transform"));
      if (said) box.append(Object.assign(document.createElementNS("http://www.w3.org/2000/svg", "title"), { textContent: said }));
      if (said) text.dataset.said = said;
      const svg = text.ownerSVGElement;
      if (under) svg.append(box); else text.before(box); // tiles and shaded cells have grounds of their own
      first = first || text;
    }
  }
  return first;
}

export function unmark(kind) {
  for (const one of main.querySelectorAll(`.mark.${kind}`)) one.remove();
}

export function reveal(text) {
  text?.ownerSVGElement && text.scrollIntoView({ block: "center", inline: "nearest" });
}
