// Starts the app, or says why it can't. A file of its own because the content
// security policy allows no inline script.
(function () {
  "use strict";
  var coquille = document.getElementById("coquille");

  function adresse(id) {
    return document.getElementById(id).href;
  }

  function explique(id) {
    // The app may have shown its own panic page in place of the shell.
    if (!coquille.isConnected) return;
    document.getElementById("attente").hidden = true;
    coquille.querySelectorAll(".coquille-adresse").forEach(function (lieu) {
      lieu.textContent = location.origin;
    });
    var message = document.getElementById(id);
    message.hidden = false;
    message.focus();
  }

  if (typeof WebAssembly !== "object") {
    explique("sans-wasm");
    return;
  }
  import(adresse("app-js"))
    .then(function (app) {
      return app.default({ module_or_path: adresse("app-wasm") });
    })
    .then(function () {
      coquille.remove();
    })
    .catch(function (erreur) {
      console.error(erreur);
      // A policy that forbids compiling WebAssembly shows up as a CompileError.
      explique(erreur instanceof WebAssembly.CompileError ? "sans-wasm" : "panne");
    });
})();
