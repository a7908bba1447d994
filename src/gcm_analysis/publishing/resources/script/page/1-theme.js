// A button that switches between light and dark, if the browser supports both.
const root = document.documentElement;
const words = document.currentScript.dataset;
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);

const remember = (theme) => {
  root.dataset.theme = theme;
  try {
    localStorage.setItem("gcm-colours", theme);
  } catch {
    // The choice lasts for this visit.
  }
};

const button = Object.assign(document.createElement("button"), { type: "button", className: "theme" });
const name = () => {
  button.textContent = isDark() ? words.light : words.dark;
};
button.addEventListener("click", () => {
  remember(isDark() ? "light" : "dark");
  name();
});
system.addEventListener("change", name);
name();
if (CSS.supports("color", "light-dark(#000, #fff)")) document.querySelector(".languages")?.after(button);
