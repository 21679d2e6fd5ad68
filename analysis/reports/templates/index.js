"use strict";
const filters = document.getElementById("filters");
const reports = [...document.querySelectorAll("li[data-notebook]")];
document.getElementById("when").textContent = ", " + new Date(document.lastModified).toLocaleString("en-GB", {dateStyle: "long", timeStyle: "short"});
function narrow() {
  const chosen = [...filters.querySelectorAll("select")].filter((field) => field.value !== "*");
  for (const report of reports) report.hidden = chosen.some((field) => report.dataset[field.name] !== field.value);
  for (const part of document.querySelectorAll("main > section:not(.lost)")) part.hidden = !part.querySelector("li[data-notebook]:not([hidden])");
  const shown = reports.filter((report) => !report.hidden).length;
  document.getElementById("found").textContent = `${shown} of ${reports.length} reports`;
}
if (filters) {
  filters.hidden = false;
  filters.addEventListener("change", narrow);
  addEventListener("pageshow", narrow);
}
