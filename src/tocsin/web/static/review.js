// Review by keyboard. Forms do the work; what was typed and not sent outlives a reload.
"use strict";
(() => {
  const form = document.getElementById("decision");
  const help = document.getElementById("help");
  const button = document.getElementById("help-button");
  let mode = null;

  button.hidden = false;
  button.addEventListener("click", () => help.showModal());

  const typing = (element) => element.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
  const press = (key) => document.querySelector(`[data-key="${key}"]`);
  const send = (verdict) => form.requestSubmit(form.querySelector(`button[value="${verdict}"]`));
  const choice = (name, digit) => form.querySelector(`input[name="${name}"][data-digit="${digit}"]`);
  const enter = (next) => {
    mode = next;
    form.dataset.mode = next || "";
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const key = event.key;
    if (typing(event.target)) {
      if (key === "Escape") event.target.blur();
      else if (key === "Enter" && event.target.tagName !== "TEXTAREA" && form && form.contains(event.target)) {
        event.preventDefault();
        send("correct");
      } else if (key === "Enter" && event.target.tagName === "TEXTAREA" && event.shiftKey === false) {
        event.preventDefault();
        send("correct");
      }
      return;
    }
    if (key === "?") { help.showModal(); event.preventDefault(); return; }
    if (key === "z" && press("z")) { press("z").click(); event.preventDefault(); return; }
    if (!form) return;
    if (key === "Escape") { enter(null); return; }
    if (mode === "merge" && /^[1-9]$/.test(key) && choice("other", key)) {
      choice("other", key).checked = true;
      send("merge");
    } else if (mode === "split" && /^[1-9]$/.test(key) && choice("reports", key)) {
      const box = choice("reports", key);
      box.checked = !box.checked;
    } else if (mode === "split" && key === "Enter") {
      send("split");
    } else if (key === "m") {
      enter("merge");
    } else if (key === "s") {
      enter("split");
    } else if (key === "c") {
      const field = document.getElementById("f-killed");
      field.focus();
      field.select();
    } else if ("arukjo".includes(key) && key.length === 1) {
      const found = press(key === "j" ? "k" : key);
      if (found) found.click();
    } else return;
    event.preventDefault();
  });

  if (!form) return;
  // What was typed is kept for this tab until it is sent, for the state of the incident that was seen.
  const shelf = `tocsin-draft-${form.dataset.item}`;
  const fields = () => [...form.elements].filter((field) => field.name && typing(field) && field.type !== "hidden");
  const held = JSON.parse(sessionStorage.getItem(shelf) || "null");
  if (held) for (const field of fields()) if (held[field.name] !== undefined) field.value = held[field.name];
  // "Not known" by mouse writes into the field what the key writes; a value typed after it takes it back.
  const boxes = [...form.querySelectorAll("input[name=not_known]")];
  for (const box of boxes) {
    const field = document.getElementById(`f-${box.value}`);
    let before = field.value;
    box.addEventListener("input", () => {
      if (box.checked) before = field.value;
      field.value = box.checked ? "?" : before;
    });
    field.addEventListener("input", () => { box.checked = field.value === "?"; });
    if (field.value === "?") box.checked = true;
  }
  form.addEventListener("input", () => {
    sessionStorage.setItem(shelf, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value]))));
  });
  form.addEventListener("submit", () => sessionStorage.removeItem(shelf));
})();
