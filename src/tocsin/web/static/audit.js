// The audit by keyboard. Forms do the work; what was marked and not sent outlives a reload.
"use strict";
(() => {
  const form = document.getElementById("decision");
  const help = document.getElementById("help");
  const button = document.getElementById("help-button");
  let duplicate = false;

  button.hidden = false;
  button.addEventListener("click", () => help.showModal());

  const typing = (element) => element.matches("input:not([type=radio]), textarea");
  const press = (key) => document.querySelector(`[data-key="${key}"]`);
  const send = (verdict) => form.requestSubmit(form.querySelector(`button[value="${verdict}"]`));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const key = event.key;
    if (typing(event.target)) {
      if (key === "Escape") event.target.blur();
      // Enter in a field would press the first button of the form: what it would say was not said.
      if (key === "Enter") event.preventDefault();
      if (key === "Enter" && duplicate && event.target.name === "other") send("duplicate");
      return;
    }
    if (key === "?") { help.showModal(); event.preventDefault(); return; }
    if (key === "z" && press("z")) { press("z").click(); event.preventDefault(); return; }
    if (!form) return;
    if (key === "Escape") { duplicate = false; form.dataset.mode = ""; return; }
    if (/^[1-9]$/.test(key)) {
      const other = duplicate && form.querySelector(`input[name="other"][data-digit="${key}"]`);
      const slot = form.querySelector(`select[data-digit="${key}"]`);
      if (other) {
        other.checked = true;
        send("duplicate");
      } else if (slot && !duplicate) {
        slot.selectedIndex = (slot.selectedIndex + 1) % slot.options.length;
        slot.dispatchEvent(new Event("input", { bubbles: true }));
      } else return;
    } else if (key === "d" && press("d")) {
      duplicate = true;
      form.dataset.mode = "merge";
      const written = form.querySelector('input[name="other"]:not([type=radio])');
      if (written) written.focus();
    } else if (key.length === 1 && "ynshmukj".includes(key)) {
      const found = press(key === "j" ? "k" : key);
      if (!found) return;
      found.click();
    } else return;
    event.preventDefault();
  });

  if (!form) return;
  const shelf = `tocsin-audit-${form.dataset.item}-${form.dataset.seen}`;
  const fields = () => [...form.querySelectorAll("select[data-digit], input[name=note]")];
  const alert = form.querySelector("[role=alert]");
  const held = alert ? null : JSON.parse(sessionStorage.getItem(shelf) || "null");
  if (held) for (const field of fields()) if (held[field.id] !== undefined) field.value = held[field.id];
  form.addEventListener("input", () => {
    sessionStorage.setItem(shelf, JSON.stringify(Object.fromEntries(fields().map((field) => [field.id, field.value]))));
  });
  form.addEventListener("submit", () => sessionStorage.removeItem(shelf));
})();
