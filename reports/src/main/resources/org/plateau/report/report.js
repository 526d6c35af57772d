"use strict";
(() => {
  const status = document.createElement("div");
  status.className = "hidden";
  status.setAttribute("role", "status");
  document.body.append(status);

  for (const code of document.querySelectorAll("code.cmd")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy: " + code.textContent);
    button.addEventListener("click", async () => {
      await copy(code);
      button.textContent = "Copied";
      status.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; status.textContent = ""; }, 1500);
    });
    code.after(button);
  }

  async function copy(code) {
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      getSelection().selectAllChildren(code);
      document.execCommand("copy");
    }
  }

  const closed = [];
  addEventListener("beforeprint", () => {
    closed.push(...document.querySelectorAll("details:not([open], .numbers)"));
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed.splice(0)) details.open = false;
  });

  const table = document.getElementById("index");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const text = document.getElementById("filter");
  const verdict = document.getElementById("verdict");
  const shown = document.getElementById("shown");

  function filter() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const hay = (row.textContent + " " + row.dataset.paper).toLowerCase();
      const wanted = verdict.value === "all" || row.dataset.verdict.split(" ").includes(verdict.value);
      row.hidden = !(wanted && words.every(word => hay.includes(word)));
      if (!row.hidden) count++;
    }
    shown.textContent = count + " of " + rows.length + " claims";
  }

  function key(row, column) {
    const cell = row.cells[column];
    const given = cell.dataset.key;
    if (given === undefined) return cell.textContent.toLowerCase();
    return given === "x" ? NaN : Number(given);
  }

  function compare(a, b) {
    if (typeof a === "string") return a < b ? -1 : a > b ? 1 : 0;
    return a - b;
  }

  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const order = rows.map((row, at) => ({ row, at, key: key(row, column) }));
      order.sort((a, b) => {
        const gaps = Number(Number.isNaN(a.key)) - Number(Number.isNaN(b.key));
        return gaps || (up ? 1 : -1) * compare(a.key, b.key) || a.at - b.at;
      });
      body.append(...order.map(item => item.row));
    });
  });

  text.addEventListener("input", filter);
  verdict.addEventListener("change", filter);
  document.getElementById("controls").hidden = false;
  filter();
})();
