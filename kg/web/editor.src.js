// The query editor: Yasgui on this server's endpoint, nothing asked of anybody else.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";

const { endpoint, examples, prefixes } = JSON.parse(document.getElementById("data").textContent);
const address = new URL(endpoint, location.href).href;

Yasgui.Yasqe.defaults.autocompleters = []; // they would ask other servers for prefixes and terms
Yasgui.Yasqe.defaults.value = examples.length ? examples[0].query : "SELECT * { ?s ?p ?o } LIMIT 10";
Yasgui.Yasr.defaults.prefixes = prefixes;
const yasgui = new Yasgui(document.getElementById("editor"), {
  requestConfig: { endpoint: address, method: "POST" },
  copyEndpointOnNewTab: true,
  persistenceId: null,
  autofocus: true,
  endpointCatalogueOptions: { getData: () => [{ endpoint: address }] },
});

const choice = document.getElementById("examples");
choice.addEventListener("change", () => {
  const example = examples.find((one) => one.name === choice.value);
  if (!example) return;
  const tab = yasgui.getTab();
  tab.setName(example.name);
  tab.getYasqe().setValue(example.query);
});
window.kgEditor = yasgui;
document.documentElement.dataset.ready = "yes";
