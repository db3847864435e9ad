// A click on the map writes the point in the plain fields, which work without it.
(() => {
  "use strict";
  const PRECISION = 5;

  function place(svg, evenement) {
    const point = new DOMPoint(evenement.clientX, evenement.clientY);
    return point.matrixTransform(svg.getScreenCTM().inverse());
  }

  document.addEventListener("click", (evenement) => {
    const svg = evenement.target.closest("svg[data-carte]");
    const formulaire = svg && svg.closest("form");
    if (!formulaire) return;
    const { x, y } = place(svg, evenement);
    const { nord, ouest, parX, parY } = svg.dataset;
    const champs = {
      latitude: Number(nord) - y * Number(parY),
      longitude: Number(ouest) + x * Number(parX),
    };
    for (const [nom, valeur] of Object.entries(champs)) {
      formulaire.elements[nom].value = valeur.toFixed(PRECISION);
    }
    const marque = svg.querySelector("[data-marque]");
    marque.setAttribute("cx", x);
    marque.setAttribute("cy", y);
    marque.removeAttribute("visibility");
    formulaire.elements.longitude.dispatchEvent(new CustomEvent("change", { bubbles: true }));
  });
})();
