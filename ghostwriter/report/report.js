// Chooses one finding at a time. Without it the page still reads: marks are links to the findings, which all stand below.
"use strict";
(() => {
  const panel = document.getElementById("findings");
  const position = document.getElementById("position");
  const announced = document.getElementById("listed");
  const wide = matchMedia("(min-width: 62rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const findings = [...document.querySelectorAll(".finding")];
  const filters = [...document.querySelectorAll(".filters button")];
  const traits = new Map(findings.map((one) => [one, one.dataset.traits.split(" ")]));
  const wanted = new Set();
  let listed = findings;
  let chosen = null;

  const markOf = (claim) => document.getElementById(claim);
  const partsOf = (claim) => document.querySelectorAll(`.claim[data-claim="${claim}"], #${claim}`);

  function choose(finding) {
    for (const [one, on] of [[chosen, false], [finding, true]]) {
      if (!one) continue;
      one.classList.toggle("shown", on);
      partsOf(one.dataset.claim).forEach((part) => part.classList.toggle("chosen", on));
      if (on) markOf(one.dataset.claim)?.setAttribute("aria-current", "true");
      else markOf(one.dataset.claim)?.removeAttribute("aria-current");
    }
    chosen = finding;
    panel.classList.toggle("open", Boolean(finding));
    if (finding) {
      panel.scrollTop = 0;
      showEvidence(finding);
    }
    position.textContent = finding ? `${listed.indexOf(finding) + 1} of ${listed.length}` : `${listed.length}`;
  }

  // Evidence that lies deep in a long passage is scrolled to within the passage, never the page.
  function showEvidence(finding) {
    finding.querySelectorAll(".passage blockquote").forEach((passage) => {
      const evidence = passage.querySelector("mark");
      passage.scrollTop = Math.max(0, evidence.offsetTop - passage.offsetTop - passage.clientHeight / 3);
      if (passage.scrollHeight > passage.clientHeight) passage.tabIndex = 0;
      else passage.removeAttribute("tabindex");
    });
  }

  function bringIntoView(finding, { focus = true } = {}) {
    const mark = markOf(finding.dataset.claim);
    if (!mark) return;
    if (focus) mark.focus({ preventScroll: true });
    const sentence = document.querySelector(`.claim[data-claim="${finding.dataset.claim}"]`) ?? mark;
    sentence.scrollIntoView({ block: wide.matches ? "center" : "start", behavior: calm.matches ? "auto" : "smooth" });
  }

  // Whoever steps by the buttons stays on them, and is told what came.
  function step(by, { focus = true } = {}) {
    if (listed.length === 0) return;
    const at = listed.indexOf(chosen);
    const start = by > 0 ? 0 : listed.length - 1;
    choose(listed[at < 0 ? start : (at + by + listed.length) % listed.length]);
    bringIntoView(chosen, { focus });
    if (!focus) announced.textContent = markOf(chosen.dataset.claim)?.getAttribute("aria-label") ?? "";
  }

  function leave() {
    const mark = chosen && markOf(chosen.dataset.claim);
    const reading = panel.contains(document.activeElement);
    if (!reading || !wide.matches) choose(null);
    mark?.focus({ preventScroll: true });
  }

  function open(claim, { read }) {
    const finding = document.getElementById(`${claim}-finding`);
    if (!finding) return false;
    if (!listed.includes(finding)) list("");
    choose(finding);
    if (read) finding.focus({ preventScroll: wide.matches });
    else if (!wide.matches) bringIntoView(finding);
    return true;
  }

  // A claim is listed if it has any of the traits that are pressed, or if none is.
  function list(trait) {
    if (trait === "") wanted.clear();
    else if (!wanted.delete(trait)) wanted.add(trait);
    filters.forEach((one) => one.setAttribute("aria-pressed", one.dataset.trait ? wanted.has(one.dataset.trait) : !wanted.size));
    listed = findings.filter((one) => !wanted.size || traits.get(one).some((each) => wanted.has(each)));
    const kept = new Set(listed);
    findings.forEach((one) => partsOf(one.dataset.claim).forEach((part) => part.classList.toggle("out", !kept.has(one))));
    announced.textContent = `${listed.length} of ${findings.length} claims shown`;
  }

  const first = () => (wide.matches ? (listed.find((one) => one.classList.contains("attention")) ?? listed[0] ?? null) : null);

  function reveal(id) {
    document.getElementById(id)?.closest("details")?.setAttribute("open", "");
  }

  function follow() {
    const asked = location.hash.slice(1).replace(/-finding$/, "");
    if (!/^C\d+$/.test(asked) || !open(asked, { read: false })) return false;
    bringIntoView(chosen);
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const claim = event.target.closest(".claim")?.dataset.claim;
    if (link) {
      const id = link.getAttribute("href").slice(1);
      const fromKeyboard = event.detail === 0;
      if (id.endsWith("-finding") && open(id.replace("-finding", ""), { read: fromKeyboard })) {
        event.preventDefault();
        if (!link.classList.contains("mark")) bringIntoView(chosen);
      } else {
        reveal(id);
      }
    } else if (claim && !event.target.closest("a") && getSelection().isCollapsed) {
      open(claim, { read: false });
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest(".scroll, pre")) return;
    const steps = { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 };
    if (event.key in steps) {
      event.preventDefault();
      step(steps[event.key]);
    } else if (event.key === "Escape") {
      leave();
    } else if (event.key === " " && event.target.matches(".mark")) {
      event.preventDefault();
      event.target.click();
    }
  });

  document.getElementById("next").addEventListener("click", () => step(1, { focus: false }));
  document.getElementById("previous").addEventListener("click", () => step(-1, { focus: false }));
  document.getElementById("close").addEventListener("click", leave);
  filters.forEach((filter) => {
    filter.addEventListener("click", () => {
      list(filter.dataset.trait);
      choose(listed.includes(chosen) ? chosen : first());
    });
  });
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));

  document.documentElement.classList.add("js");
  if (!follow()) choose(first());
  // The browser goes to where the address points, once more, when all is loaded; that is the mark, not its sentence.
  else addEventListener("load", () => requestAnimationFrame(follow));
})();
