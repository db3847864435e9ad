// Copying the summary; without this file one selects the text by hand.
(() => {
  "use strict";
  document.querySelectorAll("[data-copier]").forEach((bouton) => {
    const texte = document.getElementById(bouton.dataset.copier);
    const retour = document.querySelector("[data-copie]");
    bouton.hidden = false;
    bouton.addEventListener("click", async () => {
      texte.select();
      try {
        await navigator.clipboard.writeText(texte.value);
        retour.textContent = "Copié.";
      } catch {
        retour.textContent = "Le texte est sélectionné : le copier avec Ctrl C.";
      }
    });
  });
})();
