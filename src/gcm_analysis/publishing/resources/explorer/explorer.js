// Filters and counts. The address alone decides what is shown: every control changes the address, and the page follows
// it. All data are read from the tables of the page.
"use strict";
{
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const { words, facets } = settings;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const number = (value) => value.toLocaleString(settings.language);
  const filled = (message, values) => message.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const shownText = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const made = (name, values) => Object.assign(document.createElement(name), values);

  // A row has one value of each filter, but as many findings as it supports or qualifies, and as many countries as it is about.
  const form = one(".filters");
  const nameOf = (facet, value) => shownText(one(`[name="${facet}"][value="${CSS.escape(value)}"] + span .name`, form));
  const rows = all("#list tbody tr").map((element) => {
    const { id, finding = "", country = "", ...codes } = element.dataset;
    const facetValues = Object.fromEntries(Object.entries(codes).map(([facet, value]) => [facet, [value]]));
    const title = codes.source && nameOf("source", codes.source);
    return { element, id, values: { ...facetValues, finding: finding.split(" "), country: country.split(" ") }, words: plain(`${element.textContent} ${title} ${codes.publisher}`) };
  });
  const others = all("section.other").map((section) => ({ section, rows: all("tbody tr", section) }));
  const known = new Set([...rows.map((row) => row.id), ...others.flatMap((other) => other.rows.map((row) => row.dataset.id))]);
  const values = Object.fromEntries(facets.map((facet) => [facet, new Map(form ? all(`[name="${facet}"]`, form).map((box) => [plain(box.value), box.value]) : [])]));

  // The address: #theme=A,B&finding=F05&rows=ST001-ST005,ST009&text=words&sort=-theme
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
  const NONE = { rows: "", text: "", sort: "", ...Object.fromEntries(facets.map((facet) => [facet, []])) };
  const read = () => {
    const state = { ...NONE };
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
      facets.every((facet) => but.includes(facet) || !state[facet].length || row.values[facet].some((value) => state[facet].includes(value)));
  };

  // The table
  const heads = all("#list thead th");
  const columns = heads.map((head) => head.dataset.name);
  const { compare } = new Intl.Collator(settings.language, { numeric: true });
  for (const head of heads) {
    const button = made("button", { type: "button", className: "sort", textContent: head.textContent });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const { sort } = read();
      const { name } = head.dataset;
      go({ sort: sort === name ? `-${name}` : sort === `-${name}` ? "" : name });
    });
  }
  const ordered = (sort) => {
    const column = columns.indexOf(sort.replace("-", ""));
    const [rising, falling] = [column >= 0 && !sort.startsWith("-"), column >= 0 && sort.startsWith("-")];
    heads.forEach((head, index) => (index === column ? head.setAttribute("aria-sort", rising ? "ascending" : "descending") : head.removeAttribute("aria-sort")));
    if (column < 0) return rows;
    const key = ({ element }) => element.cells[column].dataset.order ?? shownText(element.cells[column]);
    return [...rows].sort((a, b) => (falling ? -1 : 1) * compare(key(a), key(b)));
  };
  let shown = rows;
  const draw = (state, matches) => {
    const order = ordered(state.sort);
    shown = order.filter((row) => matches(row));
    const kept = new Set(shown);
    for (const row of rows) row.element.hidden = !kept.has(row);
    one("#list tbody").append(...order.map((row) => row.element));
  };

  // Filters, and the chosen values above the matches
  const counted = (facet, matches) => {
    const counts = new Map();
    for (const row of rows) if (matches(row, [facet])) for (const value of row.values[facet]) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  const sync = (state, matches) => {
    for (const facet of facets) {
      const counts = counted(facet, matches);
      for (const box of all(`[name="${facet}"]`, form)) {
        box.checked = state[facet].includes(box.value);
        one(".number", box.parentElement).textContent = number(counts.get(box.value) ?? 0);
        if (box.checked) box.closest(".facet").open = true;
      }
    }
    if (form.text !== document.activeElement) form.text.value = state.text;
  };
  const chips = (state) => {
    const chosen = facets.flatMap((facet) => state[facet].map((value) => [nameOf(facet, value), { [facet]: state[facet].filter((each) => each !== value) }]));
    if (state.text) chosen.push([filled(words.quoted, { text: state.text }), { text: "" }]);
    const list = one(".chips");
    list.hidden = !chosen.length;
    list.replaceChildren(
      ...chosen.map(([name, changes]) => {
        const button = made("button", { type: "button", textContent: name });
        button.setAttribute("aria-label", filled(words.remove, { filter: name }));
        button.addEventListener("click", () => {
          if ("text" in changes) form.text.value = "";
          go(changes);
          (one(".chips button") ?? one("#statements")).focus();
        });
        const item = document.createElement("li");
        item.append(button);
        return item;
      }),
    );
    for (const finding of all(".finding-shown")) finding.hidden = !state.finding.includes(finding.dataset.finding);
  };
  form?.addEventListener("submit", (event) => event.preventDefault());
  form?.addEventListener("input", ({ target }) => {
    if (target.name === "text") return go({ text: target.value.trim() }, true);
    return go({ [target.name]: all(`[name="${target.name}"]:checked`, form).map((box) => box.value) });
  });

  // The numbers by theme and by who speaks are links, and follow the other filters.
  const cells = all("#grid td").map((element) => ({ element, theme: [element.dataset.theme], source_type: element.dataset.source_type.split(","), side: element.dataset.side }));
  const grid = (state, matches) => {
    const left = rows.filter((row) => matches(row, ["theme", "source_type"]));
    for (const { element, side, ...codes } of cells) {
      const n = left.filter((row) => Object.entries(codes).every(([facet, chosen]) => chosen.includes(row.values[facet][0]))).length;
      element.replaceChildren(n ? link(state, codes, side, n) : number(0));
    }
  };
  const link = (state, codes, side, n) => {
    const cell = made("a", { href: `#${written({ ...state, ...codes })}`, textContent: number(n) });
    const cellWords = { theme: nameOf("theme", codes.theme[0]), side: shownText(one(`#grid th[data-side="${side}"]`)), n: number(n) };
    cell.setAttribute("aria-label", filled(words.cell, cellWords));
    if (Object.keys(codes).every((facet) => state[facet].join() === codes[facet].join())) cell.setAttribute("aria-current", "true");
    return cell;
  };

  // The other tables are filtered by number only; sources are kept with the rows that link to them.
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

  const list = (state) => {
    const matches = matcher(state);
    draw(state, matches);
    sync(state, matches);
    chips(state);
    grid(state, matches);
    const count = filled(words.shown, { shown: number(shown.length), all: number(rows.length) });
    if (one("[data-shown]").textContent !== count) one("[data-shown]").textContent = count;
    one("[data-nothing]").hidden = shown.length > 0;
  };
  const show = () => {
    const state = read();
    if (rows.length) list(state);
    rest(state);
    for (const button of all("[data-reset]")) button.disabled = !written({ ...state, sort: "" });
    for (const other of all(".languages a")) other.hash = written(state);
    return state;
  };

  // What is shown, as a file
  const quoted = (cell) => {
    const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell; // a spreadsheet would read it as a formula
    return /[",\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  one("[data-download]")?.addEventListener("click", () => {
    const cellsOf = ({ element }) => settings.columns.map((_, index) => shownText(one(`[data-column="${index}"]`, element) ?? { textContent: "" }));
    const source = filled(words.file, { title: settings.citation, address: location.href });
    const lines = [settings.columns, ...shown.map(cellsOf), [], [source]];
    const file = new Blob(["\ufeff", lines.map((line) => line.map(quoted).join(",")).join("\r\n"), "\r\n"], { type: "text/csv" });
    const leads = made("a", { href: URL.createObjectURL(file), download: `evidence-${shown.length}.csv` });
    leads.click();
    URL.revokeObjectURL(leads.href);
  });
  const reset = () => {
    if (form) form.text.value = "";
    go({ ...NONE, sort: read().sort });
    one("#statements").focus();
  };
  for (const button of all("[data-reset]")) button.addEventListener("click", reset);

  // Links that set filters jump to the result; other links within the page keep the filters.
  for (const link of all("[data-go]")) link.href = `#${link.dataset.go}`;
  const lead = (place) => {
    place.tabIndex = -1;
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const chooses = link.hash.includes("=");
    const place = document.getElementById(chooses ? "statements" : decoded(link.hash.slice(1)));
    if (!place) return;
    event.preventDefault();
    if (chooses) {
      history.pushState(null, "", link.hash);
      show();
    }
    lead(place);
  });
  for (const part of all(".needs-script")) part.hidden = false;
  if (form && matchMedia("(max-width: 63.99rem)").matches) form.querySelector("details").open = false;
  addEventListener("popstate", show);
  addEventListener("hashchange", show);
  const begun = show();
  if (written(begun)) one(begun.rows ? "#by-number" : "#part-statements").scrollIntoView();
}
