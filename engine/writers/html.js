"use strict";
/* The report without this is a plain page, with everything open. */
document.documentElement.classList.add("scripted");

document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, root) => [...(root || document).querySelectorAll(selector)];
  const threats = all("tbody.threat").map((body, order) => ({
    body, order,
    button: body.querySelector(".title button"),
    parts: (body.dataset.parts || "").split(" "),
    text: body.textContent.toLowerCase(),
  }));
  const of = new Map(threats.map((threat) => [threat.body, threat]));
  const drawn = new Map(all("[data-part]").map((part) => [part.dataset.part, part]));
  const filters = document.getElementById("filters");
  const count = document.getElementById("count");
  const clear = document.getElementById("clear");
  let part = null;

  /* --- the picture --- */

  const light = (keys) => {
    all(".picture").forEach((figure) => figure.classList.remove("lit"));
    all("[data-part].on").forEach((element) => element.classList.remove("on"));
    keys.map((key) => drawn.get(key)).filter(Boolean).forEach((element) => {
      element.classList.add("on");
      element.closest(".picture").classList.add("lit");
    });
  };

  /* --- which threats are shown --- */

  const filter = () => {
    const words = filters.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set(all("[name=severity]:checked", filters).map((box) => box.value));
    const fields = ["category", "state", "certainty"].map((name) => [name, filters.elements[name].value]);
    let shown = 0;

    for (const { body, parts, text } of threats) {
      const hidden = !severities.has(body.dataset.severity) ||
        fields.some(([name, value]) => value !== "" && body.dataset[name] !== value) ||
        (part !== null && !parts.includes(part)) || !words.every((word) => text.includes(word));
      if (body.hidden !== hidden)
        body.hidden = hidden;
      shown += hidden ? 0 : 1;
    }
    all(".diagram").forEach((section) => {
      const none = section.querySelector(".none");
      if (none)
        none.hidden = section.querySelector("tbody.threat:not([hidden])") !== null;
    });
    count.value = `${shown} of ${threats.length} shown`;
  };

  const choosePart = (key) => {
    part = part === key ? null : key;
    light(part === null ? [] : [part]);
    filter();
  };

  /* --- one threat --- */

  const select = (threat, open) => {
    all("tbody.selected").forEach((body) => body.classList.remove("selected"));
    threat.body.classList.toggle("open", open);
    threat.body.classList.toggle("selected", open);
    threat.button.setAttribute("aria-expanded", String(open));
    light(open ? threat.parts : []);
  };

  const showLinked = () => {
    const id = location.hash.slice(1);
    const found = threats.find(({ body }) => id !== "" && body.dataset.id === id);
    if (found === undefined)
      return;
    select(found, true);
    found.body.scrollIntoView({ block: "center" });
  };

  const move = (event, from) => {
    const rows = all("tbody.threat:not([hidden])");
    const next = rows[rows.indexOf(from) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next === undefined)
      return;
    event.preventDefault();
    of.get(next).button.focus();
  };

  /* --- order --- */

  const collator = new Intl.Collator(undefined, { numeric: true });

  const sort = (table, head) => {
    const column = [...head.parentNode.children].indexOf(head);
    const down = head.getAttribute("aria-sort") !== "descending" &&
      (head.getAttribute("aria-sort") === "ascending" || column === 0);
    const key = (body) => column === 0 ? Number(body.dataset.rank)
      : body.rows[0].cells[column].textContent.trim();
    const rows = all("tbody.threat", table).map((body) => [key(body), of.get(body)]);
    rows.sort(([a, one], [b, other]) => (down ? -1 : 1) *
      (typeof a === "number" ? a - b : collator.compare(a, b)) || one.order - other.order);
    all("th", table.tHead).forEach((th) => th.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    table.append(...rows.map(([, threat]) => threat.body));
  };

  /* --- what people do --- */

  all(".threats").forEach((table) => {
    table.addEventListener("click", (event) => {
      const head = event.target.closest("thead th");
      const body = event.target.closest("tbody.threat");
      if (head !== null)
        sort(table, head);
      else if (body !== null && event.target.closest(".more, a") === null)
        select(of.get(body), !body.classList.contains("open"));
    });
    table.addEventListener("keydown", (event) => {
      const body = event.target.closest("tbody.threat");
      if (body !== null && (event.key === "ArrowDown" || event.key === "ArrowUp"))
        move(event, body);
    });
  });

  all(".picture").forEach((figure) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Larger";
    button.addEventListener("click", () => {
      button.textContent = figure.classList.toggle("large") ? "Smaller" : "Larger";
    });
    figure.prepend(button);
  });

  drawn.forEach((element, key) => {
    const name = element.querySelector(":scope > g title") || element.querySelector("title");
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", name === null ? "part" : name.textContent);
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      choosePart(key);
    });
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ")
        return;
      event.preventDefault();
      choosePart(key);
    });
  });

  const reset = () => {
    filters.reset();
    part = null;
    light([]);
    filter();
  };
  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", reset);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select");
    if (event.key === "Escape")
      reset();
    if (event.key === "/" && typing === null) {
      event.preventDefault();
      filters.elements.words.focus();
    }
  });
  window.addEventListener("hashchange", showLinked);
  window.addEventListener("beforeprint", () => all("details").forEach((box) => { box.open = true; }));
  threats.forEach(({ button }) => button.setAttribute("aria-expanded", "false"));
  filter();
  showLinked();
});
