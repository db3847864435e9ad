// Proposals while typing, as a WAI-ARIA combobox. Without this file the fields stay plain inputs.
(function () {
  "use strict";
  const DELAI_MS = 180;
  let compteur = 0;

  function installer(boite) {
    const saisie = boite.querySelector("input");
    const liste = boite.querySelector("ul");
    if (!saisie || saisie.dataset.pret) return;
    saisie.dataset.pret = "oui";
    liste.id = "propositions-" + (compteur += 1);
    liste.setAttribute("role", "listbox");
    liste.setAttribute("aria-label", "Propositions");
    saisie.setAttribute("role", "combobox");
    saisie.setAttribute("aria-autocomplete", "list");
    saisie.setAttribute("aria-expanded", "false");
    saisie.setAttribute("aria-controls", liste.id);
    let attente = null;
    let rang = -1;

    function fermer() {
      liste.hidden = true;
      rang = -1;
      saisie.setAttribute("aria-expanded", "false");
      saisie.removeAttribute("aria-activedescendant");
    }
    function choisir(ligne) {
      saisie.value = ligne.dataset.valeur;
      fermer();
      saisie.dispatchEvent(new Event("change", { bubbles: true }));
    }
    async function chercher() {
      const texte = saisie.value.trim();
      if (texte.length < 2) return fermer();
      const reponse = await fetch(boite.dataset.propositions + "?q=" + encodeURIComponent(texte), {
        headers: { "HX-Request": "true" },
      });
      if (!reponse.ok || saisie.value.trim() !== texte) return;
      liste.innerHTML = await reponse.text();
      liste.querySelectorAll("[role=option]").forEach(function (ligne, i) {
        ligne.id = liste.id + "-" + i;
      });
      liste.hidden = false;
      saisie.setAttribute("aria-expanded", "true");
      rang = -1;
    }
    function montrer(nouveau) {
      const lignes = liste.querySelectorAll("[role=option]");
      if (!lignes.length) return;
      rang = (nouveau + lignes.length) % lignes.length;
      lignes.forEach((ligne, i) => ligne.setAttribute("aria-selected", String(i === rang)));
      saisie.setAttribute("aria-activedescendant", lignes[rang].id);
    }
    saisie.addEventListener("input", function () {
      clearTimeout(attente);
      attente = setTimeout(chercher, DELAI_MS);
    });
    saisie.addEventListener("keydown", function (evenement) {
      if (liste.hidden) return;
      if (evenement.key === "ArrowDown") montrer(rang + 1);
      else if (evenement.key === "ArrowUp") montrer(rang - 1);
      else if (evenement.key === "Escape") fermer();
      else if (evenement.key === "Enter" && rang >= 0) choisir(liste.querySelectorAll("[role=option]")[rang]);
      else return;
      evenement.preventDefault();
    });
    saisie.addEventListener("blur", () => setTimeout(fermer, 150));
    liste.addEventListener("mousedown", function (evenement) {
      const ligne = evenement.target.closest("[role=option]");
      if (ligne) {
        evenement.preventDefault();
        choisir(ligne);
      }
    });
  }
  function installerTout(racine) {
    racine.querySelectorAll("[data-propositions]").forEach(installer);
  }
  installerTout(document);
  document.addEventListener("htmx:load", (evenement) => installerTout(evenement.target));
})();
