"use strict";
// Every page is whole without this script: it filters the list of councils and copies texts.
// The explorer is a module, which browsers load from a server only, not from disk.
const explorer = document.documentElement.dataset.module;
if (explorer && location.protocol !== "file:") {
  document.head.append(Object.assign(document.createElement("script"), { type: "module", src: explorer }));
}

const plain = words => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

const filter = document.getElementById("filter");
if (filter) {
  const field = filter.querySelector("input");
  const count = filter.querySelector("output");
  const show = () => {
    const wanted = plain(field.value);
    let shown = 0;
    for (const region of document.querySelectorAll(".region")) {
      let left = 0;
      for (const item of region.querySelectorAll("li, tr.council")) {
        item.hidden = !plain(item.querySelector("a").textContent).includes(wanted);
        if (!item.hidden) left += 1;
      }
      region.hidden = left === 0;
      shown += left;
    }
    count.textContent = wanted ? (shown === 1 ? "1 council" : shown + " councils") : "";
  };
  filter.hidden = false;
  field.addEventListener("input", show);
  filter.addEventListener("submit", event => event.preventDefault());
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  if (!text || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    button.textContent = "Copied";
  });
}

// Where a picture is wider than its frame, it begins at the first grade that is not quoted.
for (const frame of document.querySelectorAll(".frame")) {
  const own = [...frame.querySelectorAll(".mark")].filter(mark => !mark.querySelector("[fill^=url]"));
  const left = Math.min(...own.map(mark => mark.getBoundingClientRect().left));
  const names = frame.querySelector(".council th");
  const start = frame.getBoundingClientRect().left + (names ? names.offsetWidth : 0);
  if (own.length) frame.scrollLeft += left - start - 24;
}

const details = document.getElementById("details");
if (details) {
  for (const kind of ["pointerover", "focusin", "click"]) {
    document.addEventListener(kind, event => {
      const mark = event.target.closest && event.target.closest(".mark, .split");
      if (mark) details.textContent = mark.getAttribute("aria-label");
    });
  }
}
