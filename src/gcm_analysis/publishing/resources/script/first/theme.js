// Before anything is shown: that there is a script, and the colours that the reader chose on an earlier visit.
const root = document.documentElement;
root.classList.add("js");
try {
  const chosen = localStorage.getItem("gcm-colours");
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
} catch {
  // A page opened as a file, or a reader who allows no storage: the system's colours.
}
