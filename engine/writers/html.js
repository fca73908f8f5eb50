"use strict";
/* The report without this is a plain page, with everything open. */
document.documentElement.classList.add("scripted");

document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, root) => [...(root || document).querySelectorAll(selector)];
  const words = (text) => (text || "").split(" ").filter(Boolean);
  const threats = all("tbody.threat").map((body, order) => ({
    body, order,
    button: body.querySelector(".title button"),
    parts: words(body.dataset.parts),
    questions: words(body.dataset.questions),
    states: words(body.dataset.state),
    text: body.textContent.toLowerCase(),
  }));
  const of = new Map(threats.map((threat) => [threat.body, threat]));
  const filters = document.getElementById("filters");
  const count = document.getElementById("count");
  const clear = document.getElementById("clear");
  /* The page says it in its language, unless that is English. */
  const say = (name, english) => document.querySelector("main").dataset[name] || english;
  /* What was pressed, and is shown alone: a part or a question. */
  let only = null;

  /* --- the picture --- */

  /* A part may be drawn in several places: its label may lie apart. */
  const drawn = new Map();
  all("[data-part]").forEach((element) => {
    const key = element.dataset.part;
    drawn.set(key, [...(drawn.get(key) || []), element]);
  });

  const light = (keys) => {
    all(".picture.lit").forEach((figure) => figure.classList.remove("lit"));
    all("[data-part].on").forEach((element) => element.classList.remove("on"));
    keys.flatMap((key) => drawn.get(key) || []).forEach((element) => {
      element.classList.add("on");
      element.closest(".picture").classList.add("lit");
    });
  };

  /* --- which threats are shown --- */

  const concerns = (threat) => only === null ||
    (only.question ? threat.questions : threat.parts).includes(only.key);

  const filter = () => {
    const wanted = words(filters.elements.words.value.toLowerCase());
    const severities = new Set(all("[name=severity]:checked", filters).map((box) => box.value));
    const { category, state, certainty } = filters.elements;
    let shown = 0;

    for (const threat of threats) {
      const { severity, category: kind, certainty: how } = threat.body.dataset;
      const hidden = !severities.has(severity) || !concerns(threat) ||
        (category.value !== "" && category.value !== kind) ||
        (certainty.value !== "" && certainty.value !== how) ||
        (state.value !== "" && !threat.states.includes(state.value)) ||
        !wanted.every((word) => threat.text.includes(word));
      if (threat.body.hidden !== hidden)
        threat.body.hidden = hidden;
      shown += hidden ? 0 : 1;
    }
    all(".diagram").forEach((section) => {
      const none = section.querySelector(".nothing");
      if (none)
        none.hidden = section.querySelector("tbody.threat:not([hidden])") !== null;
    });
    count.value = say("sayShown", "{0} of {1} shown").replace("{0}", shown)
      .replace("{1}", threats.length) + (only === null ? "" : `: ${only.name}`);
  };

  /* Pressed again, all are shown. */
  const choose = (key, name, question) => {
    only = only !== null && only.key === key ? null : { key, name, question };
    all("[aria-pressed=true]").forEach((one) => one.setAttribute("aria-pressed", "false"));
    if (only !== null)
      all(`[data-asks="${CSS.escape(key)}"], [data-shows="${CSS.escape(key)}"]`)
        .forEach((one) => one.setAttribute("aria-pressed", "true"));
    light(only === null ? [] : [question ? key.slice(0, key.indexOf(".")) : key]);
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

  const reset = () => {
    filters.reset();
    if (only !== null)
      choose(only.key);
    light([]);
    filter();
  };

  const hashOf = ({ body }) => new URL("#" + body.dataset.id, location.href).hash;

  const showLinked = () => {
    const found = location.hash === "" ? undefined
      : threats.find((threat) => hashOf(threat) === location.hash);
    if (found === undefined)
      return;
    if (found.body.hidden)
      reset();
    select(found, true);
    found.button.focus({ preventScroll: true });
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

  all("[data-asks], [data-shows]").forEach((button) => {
    const question = button.dataset.asks !== undefined;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      choose(question ? button.dataset.asks : button.dataset.shows, button.textContent, question);
      if (question && only !== null)
        filters.scrollIntoView({ block: "start" });
    });
  });

  all(".picture").forEach((figure) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = say("sayLarger", "Larger");
    button.addEventListener("click", () => {
      button.textContent = figure.classList.toggle("large")
        ? say("saySmaller", "Smaller") : say("sayLarger", "Larger");
    });
    figure.prepend(button);
  });

  /* The list is the way for the keyboard. */
  all(".picture a").forEach((link) => link.setAttribute("tabindex", "-1"));

  drawn.forEach((elements, key) => {
    const title = elements[0].querySelector(":scope > g title") || elements[0].querySelector("title");
    const name = title === null ? say("sayPart", "a part of the picture") : title.textContent.split("\n")[0];
    elements[0].setAttribute("tabindex", "0");
    elements[0].setAttribute("role", "button");
    elements[0].setAttribute("aria-label", name);
    elements.forEach((element) => element.addEventListener("click", (event) => {
      event.stopPropagation();
      if (event.target.closest("a") === null)
        choose(key, name, false);
    }));
    elements[0].addEventListener("keydown", (event) => {
      if ((event.key !== "Enter" && event.key !== " ") || event.target.closest("a") !== null)
        return;
      event.preventDefault();
      choose(key, name, false);
    });
  });

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
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link !== null && link.hash === location.hash)
      showLinked();
  });
  window.addEventListener("beforeprint", () => all("details").forEach((box) => { box.open = true; }));
  threats.forEach(({ button }) => button.setAttribute("aria-expanded", "false"));
  filter();
  showLinked();
});
