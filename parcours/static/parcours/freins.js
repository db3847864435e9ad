// The conversation: with JavaScript, sections open by themselves, so the button that opens them goes.
(() => {
  "use strict";
  const formulaire = document.querySelector("[data-conversation]");
  if (!formulaire || !window.htmx) return;
  const bouton = formulaire.querySelector("[data-sans-js]");
  if (bouton) bouton.hidden = true;
})();
