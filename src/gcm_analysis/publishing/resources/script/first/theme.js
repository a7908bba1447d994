// Runs before anything is shown: marks that scripts run, and applies the colours that the reader chose on an earlier visit.
const root = document.documentElement;
root.classList.add("js");
try {
  const chosen = localStorage.getItem("gcm-colours");
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
} catch {
  // No storage, for example in a page opened as a file: the system's colours.
}
