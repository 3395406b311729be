// The words of the interface, in every language it speaks.
const WORDS = {
  fr: {
    language: "Français", search: "Chercher… ( / )", searchLabel: "Chercher un événement, un acteur, un mot",
    export: "Exporter", exportSvgTimeline: "Chronologie, SVG", exportSvgGraph: "Réseau, SVG", exportPng: "Chronologie, PNG", exportPngGraph: "Réseau, PNG", exportCsv: "Événements, CSV",
    exportJson: "Données, JSON", print: "Imprimer", theme: "Thème clair ou sombre", otherLanguage: "English", both: "Ensemble", graph: "Réseau", timeline: "Chronologie",
    evidence: "Preuve", list: "Liste", article: "Article", articles: "articles", oneArticle: "1 article", events: "événements", actors: "acteurs", of: "sur", types: "Types d’événement",
    statuses: "Statut", real: "rapporté", open: "prévu ou possible", neg: "nié", disputed: "contesté", fuzzy: "date floue", clear: "Tout effacer", period: "période",
    say: "Déclaration", ask: "Demande", contest: "Refus", meet: "Entente", force: "Force", law: "Justice", harm: "Drame", make: "Économie", other: "Autre",
    before: "Avant", dated: "Par date", background: "Contexte plus ancien", surestFirst: "les plus sûrs d’abord", after: "À venir", afterDate: "Après", none: "Sans date", undated: "événements sans date", openUndated: "Déplier les événements sans date", foldUndated: "Replier les événements sans date", across: "Sur une période", textOrder: "position = ordre du texte", oneOf: "l’un de ces jours", dayOne: "jour", others: "Autres", brush: "glisser = filtrer",
    zoomIn: "Agrandir", zoomOut: "Réduire", zoomReset: "Tout voir", more: "Voir plus", moreActors: "acteurs de plus", moreEvents: "événements de plus", saidBy: "Dit par", author: "l’article", when: "Date", why: "Parce que", who: "Acteurs",
    agent: "qui agit", target: "qui est visé", source: "source", object: "objet", place: "lieu", about: "À propos de", toldBy: "Rapporté par", same: "Même événement", confidence: "Confiance", rule: "Règle", origin: "Source",
    twoVersions: "Deux versions", asserted: "affirmé par", denied: "nié par", accordingTo: "selon", trigger: "ce qui arrive", actor: "acteur", time: "temps", speaker: "locuteur",
    exact: "jour exact", about_: "approximatif", span: "intervalle", until: "début inconnu", from: "fin ouverte", cands: "un seul de ces jours", noDate: "sans date", expression: "d’après", anchorPublication: "compté depuis la publication", anchorFocus: "compté depuis la date dont il est question", anchorEvent: "compté depuis un autre événement",
    plannedNoDate: "pas de date dans le texte ; prévu ou demandé, donc placé après ce qui l’annonce",
    actual: "rapporté comme réel", future: "prévu", requested: "demandé", possible: "possible", hypothetical: "hypothétique", negative: "nié",
    asserts: "affirme", denies: "nie", doubts: "met en doute", requests: "demande", promises: "promet", pick: "Choisissez un événement : sa phrase, qui le dit, quand, et avec quelle certitude.", nothing: "Aucun événement ne correspond.", nothingAtAll: "Aucun événement dans ce graphe.",
    hint: "/ chercher · ← → parcourir · Échap effacer", asOf: "Connu au", asOfNote: "Ne garder que ce qui était publié à cette date", all: "tout", between: "De", heading: "intertitre", minor: "secondaire", count: "événements", says: "parle de", graphLabel: "Réseau des acteurs. La liste en donne le texte.", timelineLabel: "Chronologie. Flèches pour parcourir ; la liste en donne le texte.", skip: "Aller à la liste",
    PER: "personne", ORG: "organisation", GPE: "pays, lieu politique", LOC: "lieu", GROUP: "groupe", OTHER: "autre", kindLabel: "Forme des acteurs", earlier: "plus tôt", later: "plus tard", paragraph: "§", legend: "Légende", chooseArticle: "Article affiché",
    links: "liens", linksNote: "Les liens les plus forts ; choisissez un acteur pour voir tous les siens.", noText: "Le texte n’est pas dans le graphe : voici ses phrases citées.", known: "Aussi appelé", copy: "Copier le lien", copied: "Lien copié", close: "Fermer",
  },
  en: {
    language: "English", search: "Search… ( / )", searchLabel: "Search an event, an actor, a word",
    export: "Export", exportSvgTimeline: "Timeline, SVG", exportSvgGraph: "Network, SVG", exportPng: "Timeline, PNG", exportPngGraph: "Network, PNG", exportCsv: "Events, CSV",
    exportJson: "Data, JSON", print: "Print", theme: "Light or dark theme", otherLanguage: "Français", both: "Together", graph: "Network", timeline: "Timeline",
    evidence: "Evidence", list: "List", article: "Article", articles: "articles", oneArticle: "1 article", events: "events", actors: "actors", of: "of", types: "Event types",
    statuses: "Status", real: "reported", open: "planned or possible", neg: "negated", disputed: "disputed", fuzzy: "vague date", clear: "Clear all", period: "period",
    say: "Statement", ask: "Request", contest: "Refusal", meet: "Accord", force: "Force", law: "Justice", harm: "Disaster", make: "Business", other: "Other",
    before: "Before", dated: "By date", background: "Earlier background", surestFirst: "surest first", after: "Upcoming", afterDate: "After", none: "No date", undated: "events without a date", openUndated: "Unfold the events without a date", foldUndated: "Fold the events without a date", across: "Over a period", textOrder: "position = order of the text", oneOf: "one of these days", dayOne: "day", others: "Others", brush: "drag = filter",
    zoomIn: "Zoom in", zoomOut: "Zoom out", zoomReset: "See all", more: "Show more", moreActors: "more actors", moreEvents: "more events", saidBy: "Said by", author: "the article", when: "Date", why: "Because", who: "Actors",
    agent: "acts", target: "aimed at", source: "source", object: "object", place: "place", about: "About", toldBy: "Told by", same: "Same event", confidence: "Confidence", rule: "Rule", origin: "Source",
    twoVersions: "Two versions", asserted: "asserted by", denied: "denied by", accordingTo: "according to", trigger: "what happens", actor: "actor", time: "time", speaker: "speaker",
    exact: "exact day", about_: "approximate", span: "interval", until: "start unknown", from: "open end", cands: "only one of these days", noDate: "no date", expression: "from", anchorPublication: "counted from publication", anchorFocus: "counted from the date in question", anchorEvent: "counted from another event",
    plannedNoDate: "no date in the text; planned or asked, so it stands after what announces it",
    actual: "reported as fact", future: "planned", requested: "asked for", possible: "possible", hypothetical: "hypothetical", negative: "negated",
    asserts: "asserts", denies: "denies", doubts: "doubts", requests: "asks for", promises: "promises", pick: "Choose an event: its sentence, who says so, when, and how sure.", nothing: "No event matches.", nothingAtAll: "No event in this graph.",
    hint: "/ search · ← → step · Esc clear", asOf: "Known on", asOfNote: "Keep only what had been published by then", all: "all", between: "From", heading: "heading", minor: "minor", count: "events", says: "speaks of", graphLabel: "Network of actors. The list gives it as text.", timelineLabel: "Timeline. Arrow keys step; the list gives it as text.", skip: "Go to the list",
    PER: "person", ORG: "organisation", GPE: "country, political place", LOC: "place", GROUP: "group", OTHER: "other", kindLabel: "Shapes of actors", earlier: "earlier", later: "later", paragraph: "§", legend: "Legend", chooseArticle: "Article shown",
    links: "links", linksNote: "The strongest links; choose an actor to see all of its own.", noText: "The text is not in the graph: these are its quoted sentences.", known: "Also called", copy: "Copy the link", copied: "Link copied", close: "Close",
  },
};

let current = "fr";
export const languages = Object.keys(WORDS);
export const setLanguage = (language) => (current = WORDS[language] ? language : "en");
export const language = () => current;
export const t = (key) => WORDS[current][key] ?? key;
export const quoted = (text) => (current === "fr" ? `«\u00a0${text}\u00a0»` : `“${text}”`);

/** The label in the language of the interface, else any there is. */
export const label = (labels) => labels[current] || labels.fr || labels.en || Object.values(labels)[0] || "";
