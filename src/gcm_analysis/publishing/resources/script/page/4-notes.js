// Notes, citations and numbers open in place: their target is shown next to them, with a link to it.
const words = document.currentScript.dataset;

// The rows behind a number, read from its entry in the annex.
const ID = /^([A-Z]+)(\d+)$/;
const follows = (row, next) => ID.test(row) && ID.test(next) && between(row, next).length === 2;

const between = (first, last) => {
  const [, series, from] = ID.exec(first) ?? [];
  const [, other, to] = ID.exec(last) ?? [];
  if (!series || series !== other) return [first, last];
  const count = Number(to) - Number(from) + 1;
  return Array.from({ length: count }, (_, step) => series + String(Number(from) + step).padStart(from.length, "0"));
};

const expanded = (text) =>
  text
    .split(/[,\s]+/)
    .filter(Boolean)
    .flatMap((part) => {
      const [first, last] = part.split(/[–-](?=[A-Z]+\d+$)/);
      return last ? between(first, last) : [first];
    });

// "The same as for X": X is the only entry that the list links to.
const rowsOf = (term) => {
  const line = linesOf(term).find((one) => one.querySelector("b.rows"));
  const other = line?.querySelector('a[href^="#fact-"]');
  if (other) return rowsOf(entryOf(other.hash));
  return line ? expanded(textAfter(line.querySelector("b.rows"))) : [];
};

const textAfter = (node) => {
  let text = "";
  for (let next = node.nextSibling; next; next = next.nextSibling) text += next.textContent;
  return text.replace(/^[^A-Za-z]*:/, "").replace(/ /g, " ");
};

const entryOf = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)))?.closest("dt");

const linesOf = (term) => {
  const lines = [];
  for (let next = term?.nextElementSibling; next?.tagName === "DD"; next = next.nextElementSibling) lines.push(next);
  return lines;
};

// In the format of the evidence explorer: ST001-ST005,ST009.
const runs = (rows) => {
  const found = [];
  for (const row of rows) {
    const run = found.at(-1);
    if (run && follows(run[1], row)) run[1] = row;
    else found.push([row, row]);
  }
  return found.map((run) => [...new Set(run)].join("-")).join(",");
};

const explorer = document.querySelector('meta[name="gcm-explorer"]');
// The explorer has the rows that this page shows.
const explored = new Set(explorer ? [...document.querySelectorAll('[id^="row-"]')].map(({ id }) => id.slice(4)) : []);

const explorerLink = (term) => {
  const rows = rowsOf(term).filter((row) => explored.has(row));
  return rows.length ? [link(`${explorer.content}#rows=${runs(rows)}`, words.explore)] : [];
};

const link = (href, text) => Object.assign(document.createElement("a"), { href, textContent: text });

// A copy has no ids, since only the original may have them.
const copy = (element) => {
  const copied = element.cloneNode(true);
  for (const one of [copied, ...copied.querySelectorAll("[id]")]) one.removeAttribute("id");
  for (const back of copied.querySelectorAll(".backlink")) back.remove();
  return copied;
};

const block = (...nodes) => {
  const made = document.createElement("div");
  made.append(...nodes);
  return made;
};

// What is shown for a link: a title, the content, and where to go on.
const KINDS = [
  {
    selector: "a.fact",
    show: (anchor) => {
      const term = entryOf(anchor.hash);
      if (!term) return null;
      const list = document.createElement("dl");
      list.append(copy(term), ...linesOf(term).map(copy));
      return [words.number, [list], [...explorerLink(term), link(anchor.hash, words.toFact)]];
    },
  },
  {
    selector: 'a[role="doc-biblioref"]',
    show: (anchor) => {
      const entry = document.getElementById(anchor.hash.slice(1));
      const source = entry?.querySelector(".csl-right-inline");
      if (!source) return null;
      return [`${words.source} ${entry.querySelector(".csl-left-margin").textContent}`, [block(...copy(source).childNodes)], [link(anchor.hash, words.toSource)]];
    },
  },
  {
    selector: 'a[role="doc-noteref"]',
    show: (anchor) => {
      const note = document.getElementById(anchor.hash.slice(1));
      return note && [`${words.note} ${anchor.textContent}`, [block(...copy(note).childNodes)], [link(anchor.hash, words.toNote)]];
    },
  },
];

const bubble = document.createElement("div");
const heading = Object.assign(document.createElement("p"), { id: "bubble-title", className: "bubble-title" });
const close = Object.assign(document.createElement("button"), { type: "button", textContent: "×", ariaLabel: words.close });
const content = Object.assign(document.createElement("div"), { className: "bubble-content" });
const onward = Object.assign(document.createElement("p"), { className: "bubble-links" });
Object.assign(bubble, { className: "bubble", popover: "auto", tabIndex: -1, role: "dialog" });
bubble.setAttribute("aria-labelledby", heading.id);
bubble.append(heading, close, content, onward);
let opener;

const GAP = 8;
const EDGE = 16;

// Below the link, or above it if there is more room; it moves with the text.
const place = (anchor) => {
  const from = anchor.getClientRects()[0];
  const page = document.documentElement;
  const { width, height } = bubble.getBoundingClientRect();
  const left = Math.min(Math.max(from.left - EDGE, EDGE), Math.max(page.clientWidth - width - EDGE, EDGE));
  const under = from.bottom + GAP + height < innerHeight || from.top < height + GAP;
  bubble.style.left = `${left + scrollX}px`;
  bubble.style.top = `${(under ? from.bottom + GAP : from.top - GAP - height) + scrollY}px`;
};

const open = (anchor, [title, nodes, links]) => {
  opener = anchor;
  heading.textContent = title;
  content.replaceChildren(...nodes);
  onward.replaceChildren(...links);
  bubble.showPopover();
  place(anchor);
  bubble.focus({ preventScroll: true });
};

if (HTMLElement.prototype.showPopover) {
  document.querySelector("main").append(bubble);
  close.addEventListener("click", () => bubble.hidePopover());
  bubble.addEventListener("toggle", ({ newState }) => {
    if (newState === "closed" && (bubble.contains(document.activeElement) || document.activeElement === document.body)) {
      opener?.focus({ preventScroll: true });
    }
  });
  bubble.addEventListener("click", ({ target }) => {
    if (!target.closest("a[href]")) return;
    opener = null; // the reader goes on to another place
    bubble.hidePopover();
  });
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.("main a[href^='#']");
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!anchor || modified || bubble.contains(anchor) || anchor.closest(".facts")) return;
    const shown = KINDS.find(({ selector }) => anchor.matches(selector))?.show(anchor);
    if (!shown) return;
    event.preventDefault();
    open(anchor, shown);
  });
}
