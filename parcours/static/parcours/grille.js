// Painting the weekly grid: finger, mouse or arrow keys over plain check boxes.
(() => {
  "use strict";
  const PLAGES = { matin: [12, 24], journee: [16, 36], soir: [36, 44], nuit: [44, 60] };
  const TAILLE = 336;

  function preparer(grille) {
    if (grille.dataset.grillePrete) return;
    grille.dataset.grillePrete = "1";
    grille.classList.add("peinture");
    const cases = new Map();
    grille.querySelectorAll(".pc-cases input").forEach((c) => cases.set(Number(c.value), c));
    const ordre = [...cases.values()];
    const aide = grille.querySelector("[data-grille-aide]");
    if (aide) aide.hidden = false;

    const annoncer = () => {
      const heures = ordre.filter((c) => c.checked).length / 2;
      const resume = grille.querySelector("[data-grille-resume]");
      resume.textContent = `Cochées : ${String(heures).replace(".", ",")} h par semaine.`;
      grille.querySelectorAll(".pc-raccourcis input").forEach((r) => { r.checked = estPleine(r, cases); });
    };
    const prevenir = () => {
      annoncer();
      ordre[0].dispatchEvent(new Event("change", { bubbles: true }));
    };
    pinceau(grille, prevenir);
    fleches(grille, ordre, cases);
    raccourcis(grille, cases, ordre, prevenir);
    grille.addEventListener("change", (e) => { if (e.target.matches(".pc-cases input")) annoncer(); });
    annoncer();
  }

  function rangs(raccourci) {
    const [jour, cle] = raccourci.value.split("-");
    const [debut, fin] = PLAGES[cle];
    return Array.from({ length: fin - debut }, (_, i) => (Number(jour) * 48 + debut + i) % TAILLE);
  }
  const estPleine = (raccourci, cases) => rangs(raccourci).every((r) => cases.get(r).checked);

  function raccourcis(grille, cases, ordre, prevenir) {
    grille.querySelectorAll(".pc-raccourcis input").forEach((raccourci) => {
      // The half-hours are the truth: the server must not add the shortcut back.
      raccourci.removeAttribute("name");
      raccourci.addEventListener("change", (evenement) => {
        evenement.stopPropagation();
        rangs(raccourci).forEach((r) => { cases.get(r).checked = raccourci.checked; });
        prevenir();
      });
    });
    const vider = grille.querySelector("[name$=_vider]");
    if (!vider) return;
    const bouton = document.createElement("button");
    bouton.type = "button";
    bouton.className = "btn btn-sm btn-outline-primary my-2";
    bouton.textContent = "Tout effacer";
    bouton.addEventListener("click", () => {
      ordre.forEach((c) => { c.checked = false; });
      prevenir();
    });
    vider.closest(".form-check").replaceWith(bouton);
  }

  function pinceau(grille, prevenir) {
    let cocher = null;
    let touchees = 0;
    const peindre = (element) => {
      const boite = element && element.closest && element.closest(".pc-cases input");
      if (boite && grille.contains(boite) && boite.checked !== cocher) {
        boite.checked = cocher;
        touchees += 1;
      }
    };
    grille.addEventListener("pointerdown", (e) => {
      if (!e.target.matches(".pc-cases input") || e.button !== 0) return;
      cocher = !e.target.checked;
      touchees = 0;
      if (e.target.hasPointerCapture(e.pointerId)) e.target.releasePointerCapture(e.pointerId);
      peindre(e.target);
    });
    grille.addEventListener("pointermove", (e) => {
      if (cocher !== null) peindre(document.elementFromPoint(e.clientX, e.clientY));
    });
    const finir = () => {
      if (cocher === null) return;
      cocher = null;
      if (touchees) prevenir();
    };
    document.addEventListener("pointerup", finir);
    document.addEventListener("pointercancel", finir);
    // The press has already changed the box: the click that follows must not undo it.
    grille.addEventListener("click", (e) => {
      if (e.target.matches(".pc-cases input") && e.detail > 0) e.preventDefault();
    });
  }

  function fleches(grille, ordre, cases) {
    ordre.forEach((c, i) => { c.tabIndex = i === 0 ? 0 : -1; });
    const pas = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 48, ArrowLeft: -48 };
    grille.addEventListener("keydown", (e) => {
      if (!(e.key in pas) || !e.target.matches(".pc-cases input")) return;
      e.preventDefault();
      const rang = Number(e.target.value);
      const suivante = cases.get((rang + pas[e.key] + TAILLE) % TAILLE);
      if (e.shiftKey) suivante.checked = e.target.checked;
      e.target.tabIndex = -1;
      suivante.tabIndex = 0;
      suivante.focus();
      if (e.shiftKey) suivante.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  const toutes = (racine) => racine.querySelectorAll("[data-grille]").forEach(preparer);
  toutes(document);
  document.addEventListener("htmx:load", (e) => toutes(e.target));
})();
