// Long lists are collapsed until they are opened by their summary, by a link into them, or for printing.
const folds = [...document.querySelectorAll("details.fold")];

const target = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));

const reveal = () => {
  const wanted = target();
  if (!wanted) return;
  let opened = false;
  for (let fold = wanted.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    opened ||= !fold.open;
    fold.open = true;
  }
  if (opened) wanted.scrollIntoView();
};

for (const fold of folds) fold.open = false;
if (location.hash) {
  reveal();
  target()?.scrollIntoView();
}
addEventListener("hashchange", reveal);
// A link to the current place does not change the address.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (link && link.hash === location.hash) reveal();
});

let shut = [];
addEventListener("beforeprint", () => {
  shut = folds.filter((fold) => !fold.open);
  for (const fold of shut) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of shut) fold.open = false;
});
