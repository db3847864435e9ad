// The try-it page: reads our own OpenAPI description, calls our own API with the session.
(() => {
  const form = document.getElementById("essai");
  if (!form) return;
  const operation = document.getElementById("essai-operation");
  const portee = document.getElementById("essai-portee");
  const zone = document.getElementById("essai-parametres");
  const blocCorps = document.getElementById("essai-bloc-corps");
  const corps = document.getElementById("essai-corps");
  const statut = document.getElementById("essai-statut");
  const sortie = document.getElementById("essai-reponse");
  let description = { paths: {} };
  const operations = [];

  const exemple = (schema, profondeur = 0) => {
    if (!schema || profondeur > 4) return null;
    if (schema.$ref) return exemple(description.components.schemas[schema.$ref.split("/").pop()], profondeur + 1);
    if (schema.allOf) return exemple(schema.allOf[0], profondeur + 1);
    if (schema.enum) return schema.enum[0];
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    if (type === "object") {
      const objet = {};
      const requis = schema.required || [];
      for (const [nom, champ] of Object.entries(schema.properties || {})) {
        if (requis.length === 0 || requis.includes(nom)) objet[nom] = exemple(champ, profondeur + 1);
      }
      return objet;
    }
    if (type === "array") return [];
    if (type === "boolean") return true;
    if (type === "integer" || type === "number") return schema.minimum || 1;
    return "";
  };

  const champ = (parametre) => {
    const bloc = document.createElement("div");
    bloc.className = "mb-3";
    const etiquette = document.createElement("label");
    const id = `essai-p-${parametre.in}-${parametre.name}`;
    etiquette.className = "form-label";
    etiquette.htmlFor = id;
    etiquette.textContent = parametre.name + (parametre.required ? " (nécessaire)" : "");
    const saisie = document.createElement("input");
    saisie.className = "form-control";
    saisie.id = id;
    saisie.dataset.nom = parametre.name;
    saisie.dataset.ou = parametre.in;
    if (parametre.name === "Idempotency-Key") saisie.value = crypto.randomUUID();
    bloc.append(etiquette, saisie);
    if (parametre.description) {
      const aide = document.createElement("div");
      aide.className = "form-text";
      aide.textContent = parametre.description;
      bloc.append(aide);
    }
    return bloc;
  };

  const choisir = () => {
    const voulue = operations[operation.selectedIndex];
    if (!voulue) return;
    portee.textContent = voulue.objet.description || "";
    zone.replaceChildren(...(voulue.objet.parameters || []).map(champ));
    const contenu = voulue.objet.requestBody && voulue.objet.requestBody.content["application/json"];
    blocCorps.hidden = !contenu;
    corps.value = contenu ? JSON.stringify(exemple(contenu.schema), null, 2) : "";
  };

  const envoyer = async (evenement) => {
    evenement.preventDefault();
    const { methode, chemin } = operations[operation.selectedIndex];
    const entetes = { Accept: "application/json", "X-CSRFToken": form.csrfmiddlewaretoken.value };
    const requete = new URLSearchParams();
    let adresse = chemin;
    for (const saisie of zone.querySelectorAll("input")) {
      if (!saisie.value) continue;
      if (saisie.dataset.ou === "path") adresse = adresse.replace(`{${saisie.dataset.nom}}`, encodeURIComponent(saisie.value));
      else if (saisie.dataset.ou === "query") requete.set(saisie.dataset.nom, saisie.value);
      else entetes[saisie.dataset.nom] = saisie.value;
    }
    const options = { method: methode.toUpperCase(), headers: entetes, credentials: "same-origin" };
    if (!blocCorps.hidden) {
      options.body = corps.value;
      entetes["Content-Type"] = "application/json";
    }
    statut.textContent = "Envoi…";
    try {
      const reponse = await fetch(adresse + (requete.size ? `?${requete}` : ""), options);
      const texte = await reponse.text();
      statut.textContent = `${reponse.status} · ${reponse.headers.get("Content-Type") || "sans contenu"}${reponse.headers.get("ETag") ? ` · ETag ${reponse.headers.get("ETag")}` : ""}`;
      try { sortie.textContent = JSON.stringify(JSON.parse(texte), null, 2); } catch { sortie.textContent = texte; }
    } catch {
      statut.textContent = "Pas de réponse du site : vérifier la connexion, puis renvoyer.";
    }
  };

  fetch(form.dataset.schema, { credentials: "same-origin" })
    .then((reponse) => reponse.json())
    .then((lue) => {
      description = lue;
      for (const [chemin, methodes] of Object.entries(lue.paths)) {
        for (const [methode, objet] of Object.entries(methodes)) {
          operations.push({ chemin, methode, objet });
          const option = document.createElement("option");
          option.textContent = `${methode.toUpperCase()} ${chemin} : ${objet.summary || ""}`;
          operation.append(option);
        }
      }
      choisir();
    });
  operation.addEventListener("change", choisir);
  form.addEventListener("submit", envoyer);
})();
