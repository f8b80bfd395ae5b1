// Drawing over the timeline chooses days: it fills in From and To.
"use strict";
(() => {
  const form = document.getElementById("filters");
  let from = null;

  const bars = () => [...document.querySelectorAll("#time > g")];
  const under = (event) => {
    const area = document.getElementById("time").getBoundingClientRect();
    const all = bars();
    const share = (event.clientX - area.left) / area.width;
    return Math.max(0, Math.min(all.length - 1, Math.floor(share * all.length)));
  };
  const shade = (a, b) => {
    const [first, last] = a < b ? [a, b] : [b, a];
    bars().forEach((bar, place) => bar.setAttribute("class", place >= first && place <= last ? "in" : "out"));
  };

  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("#time") || event.button !== 0) return;
    from = under(event);
    shade(from, from);
    event.preventDefault();
  });
  document.addEventListener("pointermove", (event) => { if (from !== null) shade(from, under(event)); });
  document.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const to = under(event);
    const [first, last] = from < to ? [from, to] : [to, from];
    from = null;
    const all = bars();
    const whole = first === 0 && last === all.length - 1;
    form.elements.since.value = whole ? "" : all[first].dataset.first;
    form.elements.until.value = whole ? "" : all[last].dataset.last;
    htmx.trigger(form, "refilter");
  });
  document.addEventListener("dblclick", (event) => {
    if (!event.target.closest("#time")) return;
    form.elements.since.value = form.elements.until.value = "";
    htmx.trigger(form, "refilter");
  });
})();
