// The conversation: with JavaScript, sections open by themselves, so the button that opens them goes.
(() => {
  "use strict";
  const formulaire = document.querySelector("[data-conversation]");
  if (!formulaire || !window.htmx) return;
  const bouton = formulaire.querySelector("[data-sans-js]");
  if (bouton) bouton.hidden = true;
  // « Gênant » become « bloquant » keeps its section: asked again, it would wipe what is being typed.
  formulaire.addEventListener("htmx:beforeRequest", (evenement) => {
    const reponse = evenement.detail.requestConfig.triggeringEvent?.target;
    const nomme = reponse?.closest("[data-nomment]")?.dataset.nomment.split(" ").includes(reponse.value);
    if (nomme && evenement.detail.target.querySelector(".fr-section")) evenement.preventDefault();
  });
})();
