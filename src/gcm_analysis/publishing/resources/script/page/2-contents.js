// The contents follow the reading position, and the other language opens at the same section.
const contents = document.querySelector(".contents");
const wide = matchMedia("(min-width: 64rem)");

if (contents) {
  const details = contents.querySelector("details");
  const here = contents.querySelector(".here");
  const links = new Map([...contents.querySelectorAll('a[href^="#"]')].map((link) => [link.hash.slice(1), link]));
  const sections = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const seen = new Set();
  let current;

  const isAbove = (section) => section.getBoundingClientRect().top < innerHeight / 4;

  const follow = () => {
    const section = sections.findLast((one) => seen.has(one)) ?? sections.findLast(isAbove);
    if (!section || section === current) return;
    current = section;
    for (const link of links.values()) link.removeAttribute("aria-current");
    for (const item of contents.querySelectorAll(".on")) item.classList.remove("on");
    const link = links.get(section.id);
    link.setAttribute("aria-current", "true");
    for (let item = link.closest("li"); item; item = item.parentElement.closest("li")) item.classList.add("on");
    here.textContent = link.textContent;
    if (wide.matches) keepInView(link);
  };

  const keepInView = (link) => {
    const box = contents.getBoundingClientRect();
    const place = link.getBoundingClientRect();
    if (place.top < box.top + 40 || place.bottom > box.bottom - 40) {
      contents.scrollTop += place.top - box.top - box.height / 3;
    }
  };

  // The section at a quarter of the window's height is the one being read.
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
      follow();
    },
    { rootMargin: "-25% 0px -74.9% 0px" },
  );
  for (const section of sections) watch.observe(section);

  const fit = () => {
    details.open = wide.matches;
  };
  wide.addEventListener("change", fit);
  fit();
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) details.open = false;
  });

  for (const link of document.querySelectorAll(".languages a:not([aria-current])")) {
    const keep = () => {
      link.hash = current?.id ?? location.hash;
    };
    for (const kind of ["pointerdown", "focus", "click", "contextmenu"]) link.addEventListener(kind, keep);
  }
}
