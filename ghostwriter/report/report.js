// Chooses one finding at a time. Without it the page still reads: marks are links to the findings, which all stand below.
"use strict";
(() => {
  const root = document.documentElement;
  const panel = document.getElementById("findings");
  const position = document.getElementById("position");
  const wide = matchMedia("(min-width: 62rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const findings = [...document.querySelectorAll(".finding")];
  const attentionOnly = document.getElementById("show-attention");
  let chosen = null;

  const listed = () => (attentionOnly.checked ? findings.filter((one) => one.classList.contains("attention")) : findings);
  const partsOf = (claim) => document.querySelectorAll(`.claim[data-claim="${claim}"], #${claim}`);
  const markOf = (claim) => document.getElementById(claim);

  function choose(finding) {
    if (chosen) {
      chosen.classList.remove("shown");
      partsOf(chosen.dataset.claim).forEach((part) => part.classList.remove("chosen"));
      markOf(chosen.dataset.claim)?.removeAttribute("aria-current");
    }
    chosen = finding;
    panel.classList.toggle("open", Boolean(finding));
    if (finding) {
      finding.classList.add("shown");
      partsOf(finding.dataset.claim).forEach((part) => part.classList.add("chosen"));
      markOf(finding.dataset.claim)?.setAttribute("aria-current", "true");
      panel.scrollTop = 0;
      showEvidence(finding);
    }
    const order = listed();
    position.textContent = finding ? `${order.indexOf(finding) + 1} of ${order.length}` : `${order.length}`;
  }

  // Evidence that lies deep in a long passage is scrolled to within the passage, never the page.
  function showEvidence(finding) {
    finding.querySelectorAll(".passage blockquote").forEach((passage) => {
      const evidence = passage.querySelector("mark");
      passage.scrollTop = Math.max(0, evidence.offsetTop - passage.offsetTop - passage.clientHeight / 3);
    });
  }

  function bringIntoView(finding) {
    const mark = markOf(finding.dataset.claim);
    if (!mark) return;
    mark.focus({ preventScroll: true });
    const sentence = document.querySelector(`.claim[data-claim="${finding.dataset.claim}"]`) ?? mark;
    sentence.scrollIntoView({ block: wide.matches ? "center" : "start", behavior: calm.matches ? "auto" : "smooth" });
  }

  function step(by) {
    const order = listed();
    if (order.length === 0) return;
    const at = order.indexOf(chosen);
    const next = at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length;
    choose(order[next]);
    bringIntoView(order[next]);
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
    if (!listed().includes(finding)) document.getElementById("show-all").checked = true;
    choose(finding);
    if (read) finding.focus({ preventScroll: wide.matches });
    return true;
  }

  function reveal(id) {
    document.getElementById(id)?.closest("details")?.setAttribute("open", "");
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
    if (event.key.startsWith("Arrow") && event.target.matches("input")) return;
    const steps = { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 };
    if (event.key in steps) {
      event.preventDefault();
      step(steps[event.key]);
    } else if (event.key === "Escape") {
      leave();
    }
  });

  document.getElementById("next").addEventListener("click", () => step(1));
  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.getElementById("close").addEventListener("click", leave);
  document.querySelectorAll(".filter input").forEach((input) => {
    input.addEventListener("change", () => choose(listed().includes(chosen) ? chosen : first()));
  });
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));

  const first = () => (wide.matches ? (listed().find((one) => one.classList.contains("attention")) ?? listed()[0] ?? null) : null);

  root.classList.add("js");
  const asked = decodeURIComponent(location.hash.slice(1)).replace(/-finding$/, "");
  if (/^C\d+$/.test(asked) && open(asked, { read: false })) bringIntoView(chosen);
  else choose(first());
})();
