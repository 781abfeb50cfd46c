// Small manners of the consoles. Everything works without this file.
"use strict";

// A form is sent once, however often its button is tapped.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.querySelectorAll("button[type=submit]").forEach((button) => button.setAttribute("aria-busy", "true"));
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-once]").forEach((form) => delete form.dataset.sent);
});

// Unfold writes a chosen file's name into the field of its own widget; plain ones have none.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("input[type=file]").forEach((input) => {
    const widget = input.closest("label")?.parentElement;
    if (!widget?.querySelector("input[type=text]")) input.hasChangeListener = true;
  });
});

// Unfold's icons are words of a font: the menu would be read out as "home 今日工作".
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("#nav-sidebar .material-symbols-outlined").forEach((icon) => icon.setAttribute("aria-hidden", "true"));
});

// A page for paper; the browser's own command does the same.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Charts are painted before the Chinese font has come: paint them again. Orders are whole.
// Unfold makes them when the page has loaded, after this is called: a task later they are there.
window.addEventListener("load", () => {
  if (!window.Chart || !document.fonts) return;
  const whole = (chart) => {
    chart.options.scales.y.ticks.precision = 0;
    chart.update();
  };
  setTimeout(() => {
    document.fonts.load('12px "Inter"', "大冶").then(() => Object.values(Chart.instances).forEach(whole));
  });
});

// A pick-up code that a phone's camera has scanned stands behind the address's mark, where no
// server sees it. It is typed in and looked up; nothing is handed over by that.
document.addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("[data-code-from-address]");
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (!field || !code) return;
  history.replaceState(null, "", location.pathname + location.search);
  field.value = code;
  field.form.requestSubmit();
});
