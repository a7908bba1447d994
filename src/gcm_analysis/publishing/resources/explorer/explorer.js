// Filters, counts and the figure. What is shown is said by the address alone: whoever changes something changes the
// address, and the page follows it. All data are read from the tables of the page.
"use strict";
{
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const { words, facets } = settings;
  const axes = ["theme", "phase", "level"];
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const number = (value) => value.toLocaleString(settings.language);
  const filled = (message, values) => message.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const shownText = (element) => element.textContent.replace(/\s+/g, " ").trim();

  const titles = new Map(all("#source option").map((option) => [option.value, option.textContent]));
  const rows = all("#list tbody tr").map((element) => ({
    element,
    ...element.dataset,
    words: plain(`${element.textContent} ${titles.get(element.dataset.source)} ${element.dataset.publisher}`),
  }));
  const others = all("section.other").map((section) => ({ section, rows: all("tbody tr", section) }));
  const known = new Set([...rows.map((row) => row.id), ...others.flatMap((other) => other.rows.map((row) => row.dataset.id))]);
  const values = Object.fromEntries(facets.map((facet) => [facet, new Map(rows.map((row) => [plain(row[facet]), row[facet]]))]));

  // The address: #theme=A,B&phase=c&rows=ST001-ST005,ST009&text=words&sort=-phase
  const written = (state) => {
    const parts = facets.filter((facet) => state[facet].length).map((facet) => `${facet}=${state[facet].map(encodeURIComponent).join(",")}`);
    for (const name of ["rows", "text", "sort"]) if (state[name]) parts.push(`${name}=${encodeURIComponent(state[name]).replace(/%2C/g, ",")}`);
    return parts.join("&");
  };
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // not encoded: as somebody typed it
    }
  };
  const read = () => {
    const state = { rows: "", text: "", sort: "", ...Object.fromEntries(facets.map((facet) => [facet, []])) };
    for (const part of location.hash.slice(1).split("&")) {
      const [name, value] = part.split(/=(.*)/s);
      if (!value || !(name in state)) continue;
      state[name] = values[name]
        ? value.split(",").map((each) => values[name].get(plain(decoded(each)))).filter(Boolean)
        : decoded(value);
    }
    return state;
  };
  const go = (changes, replace = false) => {
    const hash = written({ ...read(), ...changes });
    const address = hash ? `#${hash}` : location.pathname + location.search;
    history[replace ? "replaceState" : "pushState"](null, "", address);
    show();
  };

  // Rows by number: ids, and runs of ids that differ in their last number.
  const NUMBERED = /^(.*?)(\d+)$/;
  const run = (item) => {
    for (const dash of item.matchAll(/[-–]/g)) {
      const [first, last] = [item.slice(0, dash.index), item.slice(dash.index + 1)].map((id) => NUMBERED.exec(id));
      if (!first || !last || first[1] !== last[1]) continue;
      return [...known].filter((id) => {
        const found = NUMBERED.exec(id);
        return found && found[1] === first[1] && +found[2] >= +first[2] && +found[2] <= +last[2];
      });
    }
    return [];
  };
  const numbered = (text) => {
    const items = text.split(/[,\s]+/).filter(Boolean);
    return new Set(items.flatMap((item) => (known.has(item) ? [item] : run(item))));
  };

  const matcher = (state) => {
    const wanted = state.rows ? numbered(state.rows) : null;
    const searched = plain(state.text).split(/\s+/).filter(Boolean);
    return (row, but = []) =>
      (!wanted || wanted.has(row.id)) &&
      searched.every((word) => row.words.includes(word)) &&
      facets.every((facet) => but.includes(facet) || !state[facet].length || state[facet].includes(row[facet]));
  };

  // The table
  let matches = () => true;
  const byElement = new Map(rows.map((row) => [row.element, row]));
  const columns = all("#list thead th").map((head) => head.dataset.name);
  const table = rows.length > 0 && new DataTable("#list", {
    paging: false,
    info: false,
    autoWidth: false,
    order: [],
    layout: { topStart: null, topEnd: null, bottomStart: null, bottomEnd: null },
    language: { aria: { orderable: ` – ${words.sort}`, orderableReverse: ` – ${words.sort}`, orderableRemove: ` – ${words.sort}` } },
  });
  let ordering = false;
  if (table) {
    table.search.fixed("explorer", (_text, _data, index) => matches(byElement.get(table.row(index).node())));
    table.on("order", () => {
      if (ordering) return;
      const [first] = table.order();
      go({ sort: first && first[1] ? (first[1] === "desc" ? "-" : "") + columns[first[0]] : "" });
    });
  }
  const draw = (state) => {
    const descending = state.sort.startsWith("-");
    const column = columns.indexOf(state.sort.replace("-", ""));
    ordering = true;
    table.order(column < 0 ? [] : [[column, descending ? "desc" : "asc"]]).draw();
    ordering = false;
  };

  // Filters
  const form = one(".filters");
  const sync = (state) => {
    for (const box of all('input[type="checkbox"]', form)) {
      const count = rows.filter((row) => row[box.name] === box.value && matches(row, [box.name])).length;
      box.checked = state[box.name].includes(box.value);
      box.parentElement.querySelector(".number").textContent = number(count);
    }
    for (const list of all("select", form)) {
      for (const option of all("option[value]:not([value='']), option:not([value])", list)) {
        option.dataset.label ??= option.textContent;
        option.value = option.value || option.dataset.label;
        const count = rows.filter((row) => row[list.name] === option.value && matches(row, [list.name])).length;
        option.textContent = `${option.dataset.label} (${number(count)})`;
        option.hidden = option.disabled = !count && !state[list.name].includes(option.value);
      }
      list.value = state[list.name][0] ?? "";
    }
    if (form.text !== document.activeElement) form.text.value = state.text;
  };
  form?.addEventListener("submit", (event) => event.preventDefault());
  form?.addEventListener("input", ({ target }) => {
    if (target.name === "text") return go({ text: target.value.trim() }, true);
    const chosen = target.type === "checkbox" ? all(`[name="${target.name}"]:checked`, form).map((box) => box.value) : [target.value];
    return go({ [target.name]: chosen.filter(Boolean) });
  });

  // The figure and its table
  const cells = all("#matrix td").map((element) => ({ element, ...element.dataset }));
  const alone = (state, cell) => axes.every((axis) => state[axis].length === 1 && state[axis][0] === cell[axis]);
  const towards = (state, cell) => Object.fromEntries(axes.map((axis) => [axis, alone(state, cell) ? [] : [cell[axis]]]));
  const chosen = (state, cell) => axes.some((axis) => state[axis].length) && axes.every((axis) => !state[axis].length || state[axis].includes(cell[axis]));
  let view = null;
  const figure = (state) => {
    const counts = new Map();
    const key = (each) => axes.map((axis) => each[axis]).join("|");
    for (const row of rows) if (matches(row, axes)) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
    const data = cells.map((cell) => {
      const n = counts.get(key(cell)) ?? 0;
      cell.element.replaceChildren(n ? link(state, cell, n) : number(0));
      return { ...Object.fromEntries(axes.map((axis) => [axis, cell[axis]])), n, on: n > 0 && chosen(state, cell) };
    });
    view?.change(settings.cells, vega.changeset().remove(vega.truthy).insert(data)).runAsync().then(asOne);
  };
  // The drawing is one picture with one description; each number has its place in the table beside it.
  const asOne = () => {
    for (const part of all("#drawing svg [role]")) for (const name of ["role", "aria-roledescription"]) part.removeAttribute(name);
  };
  const label = (cell, n) => {
    const name = (axis) => shownText(one(`[name="${axis}"][value="${CSS.escape(cell[axis])}"] + span`));
    return filled(words.cell, { theme: name("theme"), level: name("level"), phase: name("phase"), n: number(n) });
  };
  const link = (state, cell, n) => {
    const made = document.createElement("a");
    made.href = `#${written({ ...state, ...towards(state, cell) })}`;
    made.textContent = number(n);
    made.setAttribute("aria-label", label(cell, n));
    if (chosen(state, cell)) made.setAttribute("aria-current", "true");
    return made;
  };
  one("#matrix")?.addEventListener("click", (event) => {
    const cell = cells.find((each) => each.element.contains(event.target.closest("a")));
    if (!cell) return;
    event.preventDefault();
    go(towards(read(), cell));
    cell.element.querySelector("a")?.focus(); // the link that was chosen has been made anew
  });
  const drawFigure = async () => {
    const place = document.createElement("div");
    const drawing = new vega.View(vega.parse(settings.vega, null, { ast: true }), { renderer: "svg", container: place, expr: vega.expressionInterpreter });
    await drawing.runAsync();
    const svg = place.querySelector("svg");
    for (const [name, value] of [["role", "img"], ["aria-label", settings.alt]]) svg.setAttribute(name, value);
    for (const name of ["width", "height"]) svg.removeAttribute(name);
    one("#drawing").replaceChildren(place);
    drawing.addEventListener("click", (_event, item) => {
      const cell = item?.datum?.theme && cells.find((each) => axes.every((axis) => each[axis] === item.datum[axis]));
      if (cell && item.datum.n) go(towards(read(), cell));
    });
    view = drawing;
    show();
  };

  // The other tables follow what was asked for by number alone; sources are kept with the rows that lead to them.
  const elements = new Map([...rows.map((row) => [row.id, row.element]), ...others.flatMap((other) => other.rows.map((row) => [row.dataset.id, row]))]);
  const withSources = (wanted) => {
    const leads = [...wanted].flatMap((id) => all('a[href^="#row-"]', elements.get(id)));
    return new Set([...wanted, ...leads.map((link) => decoded(link.hash.slice("#row-".length)))]);
  };
  const rest = (state) => {
    const wanted = state.rows ? numbered(state.rows) : null;
    const kept = wanted && withSources(wanted);
    for (const other of others) {
      for (const row of other.rows) row.hidden = Boolean(kept) && !kept.has(row.dataset.id);
      other.section.hidden = other.rows.every((row) => row.hidden);
    }
    one("#part-statements").hidden = Boolean(wanted) && !rows.some((row) => wanted.has(row.id)) && wanted.size > 0;
    one("#by-number").hidden = !wanted;
    if (wanted) one("[data-rows]").textContent = filled(wanted.size ? words.rows : words.none_listed, { rows: state.rows.replace(/,/g, ", ") });
  };

  const show = () => {
    const state = read();
    matches = matcher(state);
    if (table) list(state);
    rest(state);
    for (const button of all("[data-reset]")) button.disabled = !written({ ...state, sort: "" });
    for (const other of all(".languages a")) other.hash = written(state);
    return state;
  };
  const list = (state) => {
    draw(state);
    sync(state);
    figure(state);
    const count = rows.filter((row) => matches(row)).length;
    const told = filled(words.shown, { shown: number(count), all: number(rows.length) });
    for (const place of all("[data-shown]")) if (place.textContent !== told) place.textContent = told;
    one("[data-nothing]").hidden = count > 0;
  };

  // What is shown, as a file
  const quoted = (cell) => {
    const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell; // a spreadsheet would take it for a formula
    return /[",\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  one("[data-download]")?.addEventListener("click", () => {
    const shown = table.rows({ search: "applied", order: "applied" }).nodes().toArray();
    const cellsOf = (row) => settings.columns.map((_, index) => shownText(row.querySelector(`[data-column="${index}"]`) ?? { textContent: "" }));
    const source = filled(words.file, { title: settings.citation, address: location.href });
    const lines = [settings.columns, ...shown.map(cellsOf), [], [source]];
    const file = new Blob(["\ufeff", lines.map((line) => line.map(quoted).join(",")).join("\r\n"), "\r\n"], { type: "text/csv" });
    const made = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `evidence-${shown.length}.csv` });
    made.click();
    URL.revokeObjectURL(made.href);
  });
  const reset = () => {
    if (form) form.text.value = "";
    go({ ...Object.fromEntries(facets.map((facet) => [facet, []])), rows: "", text: "" });
    one("#statements").focus();
  };
  for (const button of all("[data-reset]")) button.addEventListener("click", reset);

  // Links within the page keep what is chosen.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const place = link && !link.hash.includes("=") && document.getElementById(decoded(link.hash.slice(1)));
    if (!place || event.defaultPrevented) return;
    event.preventDefault();
    place.tabIndex = -1;
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  });
  for (const place of all("[data-see]")) place.textContent = words.see;
  for (const part of all(".needs-script")) part.hidden = false;
  if (form && matchMedia("(max-width: 63.99rem)").matches) form.querySelector("details").open = false;
  addEventListener("popstate", show);
  addEventListener("hashchange", show);
  const begun = show();
  if (table) drawFigure();
  if (written(begun)) one(begun.rows ? "#by-number" : "#part-statements").scrollIntoView();
}
