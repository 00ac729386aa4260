/* Saves a step of the form as one types: in the portal, and on this device as long as the portal has not got it. What
   was typed is given up by the device only once the portal has said that it is saved. Needs nothing but itself. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-saves]");
  var banner = document.querySelector("[data-draft]");
  var DAY = 86400000;
  var NOT_TYPED = ["csrfmiddlewaretoken", "seen", "page"];

  function now() { return Math.round(begun + performance.now()); } /* the portal's clock */

  function hour(moment) {
    var language = document.documentElement.lang || "en";
    var format = Math.abs(now() - moment) < DAY / 2 ? { timeStyle: "short" } : { dateStyle: "long", timeStyle: "short" };
    return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, format).format(new Date(moment));
  }

  /* The device ------------------------------------------------------------------------------------------------------- */
  function keys() {
    try { return Object.keys(window.localStorage).filter(function (key) { return key.indexOf("draft ") === 0; }); } catch (refused) { return []; }
  }

  function read(key) {
    try {
      var copy = JSON.parse(window.localStorage.getItem(key));
      return copy && Array.isArray(copy.fields) ? copy : null;
    } catch (refused) { return null; }
  }

  function forget(key) { try { window.localStorage.removeItem(key); } catch (refused) { /* nothing is kept here */ } }

  /* A shared computer: nothing is left behind, and nothing is written any more. */
  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-forgets]")) { stopped = true; dirty = false; keys().forEach(forget); }
  });
  if (!banner) { return; }
  var draft = "draft " + banner.dataset.draft + " ";
  var begun = Date.parse(banner.dataset.now) - performance.now();

  /** The copies that this device keeps of the draft, of one step or of all, the newest first; very old ones go. */
  function copies(step) {
    return keys().map(function (key) { return { key: key, copy: read(key) }; }).filter(function (each) {
      if (!each.copy || now() - each.copy.at > 30 * DAY) { forget(each.key); return false; }
      return each.key.indexOf(draft + (step ? step + " " : "")) === 0;
    }).sort(function (one, other) { return other.copy.at - one.copy.at; });
  }

  /* Pages without a form: what was sent is not kept; before sending, what the portal has not got is told. */
  if (banner.hasAttribute("data-sent")) { copies("").forEach(function (each) { forget(each.key); }); return; }
  document.querySelectorAll("[data-kept-of]").forEach(function (notice) {
    notice.hidden = !copies(notice.dataset.keptOf).length;
  });
  if (!form) { return; }

  /* The form ---------------------------------------------------------------------------------------------------------- */
  var own = draft + form.dataset.saves + " " + form.elements.page.value;
  var status = document.getElementById("saved");
  var words = status.dataset;
  var dirty = false, sending = false, stopped = false, refusesCopies = false;
  var failures = 0, keptAt = 0, keeping = 0, waiting = 0, leave = null;

  function fields() {
    return Array.from(new FormData(form)).filter(function (pair) {
      return NOT_TYPED.indexOf(pair[0]) < 0 && typeof pair[1] === "string";
    });
  }

  function say(text) { if (status.textContent !== text) { status.textContent = text; } }

  function keep() {
    window.clearTimeout(keeping);
    keptAt = now();
    try {
      window.localStorage.setItem(own, JSON.stringify({ at: keptAt, fields: fields() }));
      refusesCopies = false;
    } catch (refused) {
      refusesCopies = true;
      window.addEventListener("beforeunload", function (event) { if (dirty && !leave) { event.preventDefault(); } }, { once: true });
    }
  }

  function sayKept(why) {
    say(refusesCopies ? words.nowhere : (why || words.device).replace("{time}", hour(keptAt)));
  }

  function changed() {
    dirty = true;
    window.clearTimeout(keeping);
    keeping = window.setTimeout(keep, 400);
    later(3000);
  }

  function later(pause) {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(send, pause);
  }

  function send() {
    if (sending || !dirty) { return; }
    window.clearTimeout(waiting);
    keep();
    sending = true;
    dirty = false;
    var line = new AbortController();
    var slow = window.setTimeout(sayKept, 8000);
    var lost = window.setTimeout(function () { line.abort(); }, 120000);
    var body = new FormData(form);
    fetch(window.location.pathname, {
      method: "POST", body: body, signal: line.signal, redirect: "error", headers: { "X-Requested-With": "autosave" },
      keepalive: document.visibilityState === "hidden" && JSON.stringify(fields()).length < 20000
    }).then(function (answer) {
      var isOurs = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
      if (!isOurs && [400, 403, 404, 413].indexOf(answer.status) >= 0) { return { saved: false, words: words.refused }; }
      if (!isOurs) { throw new Error(answer.status); } /* an error of a server, or a page of somebody's network */
      return answer.json();
    }).then(function (said) {
      if (said.saved) { arrived(said); } else { refused(said); }
    }, failed).then(function () {
      window.clearTimeout(slow);
      window.clearTimeout(lost);
      sending = false;
      if (dirty && !stopped) { later(failures ? pause() : 1000); }
    });
  }

  function arrived(said) {
    failures = 0;
    stopped = false;
    form.elements.seen.value = said.seen;
    form.dataset.savedAt = said.saved_at;
    if (!dirty) { forget(own); }
    say(said.words);
    guess(said.guess);
    go();
  }

  /* The portal has answered, and has not taken it: trying again would not help; the button shows why. */
  function refused(said) {
    dirty = stopped = true;
    keep();
    say(said.words + " " + (refusesCopies ? words.nowhere : words.copy.replace("{time}", hour(keptAt))));
    go();
  }

  function pause() { return Math.min(2000 * Math.pow(2, failures - 1), 60000); }

  function failed() {
    dirty = true;
    failures += 1;
    keep();
    sayKept();
    leave = null;
    later(pause());
  }

  form.addEventListener("input", function () { stopped = false; changed(); });
  form.addEventListener("change", function () { stopped = false; changed(); });
  window.addEventListener("online", function () { failures = 0; if (!stopped) { send(); } });
  window.addEventListener("offline", function () { if (dirty || failures) { keep(); sayKept(); } });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden" && dirty) { keep(); if (!stopped) { send(); } }
  });

  /* A button or a link: first save as one types does, so that a broken line leaves everything on this page; then go
     where it leads. Where saving fails time and again although there is a line, the browser goes by itself. */
  function saveFirst(event, way, most) {
    if (leave === "now" || (!dirty && !sending) || (failures >= most && navigator.onLine)) { return; }
    event.preventDefault();
    leave = way;
    say(words.saving);
    send();
  }

  function go() {
    if (!leave || leave === "now" || (dirty && !stopped)) { return; }
    var way = leave;
    leave = "now";
    way.click();
    window.setTimeout(function () { leave = null; }, 1000);
  }

  form.addEventListener("submit", function (event) { saveFirst(event, event.submitter || form.elements.continue, 3); });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || link.target || link.hash && link.pathname === window.location.pathname) { return; }
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    saveFirst(event, link, 1);
  });

  /* The language that the text looks like: proposed once, as long as none is chosen. */
  var proposal = document.getElementById("looks-like");
  function guess(markup) {
    if (proposal && markup && !proposal.children.length) { proposal.innerHTML = markup; }
    if (proposal && form.elements.language.value) { proposal.textContent = ""; }
  }
  if (proposal) {
    form.elements.language.addEventListener("change", function () { proposal.textContent = ""; });
    proposal.addEventListener("click", function (event) {
      if (event.target.name !== "looks_like") { return; }
      event.preventDefault();
      form.elements.language.value = event.target.value;
      form.elements.language.dispatchEvent(new Event("change", { bubbles: true }));
      form.elements.language.focus();
    });
  }

  /* A text that this device kept and the portal has not got is offered, never put in unasked. */
  var offer = document.getElementById("on-device");
  var shown = JSON.stringify(stored());

  /** The fields as the page came, whatever the browser has put into them since. */
  function stored() {
    return Array.from(form.elements).filter(function (field) {
      return field.name && !field.disabled && NOT_TYPED.indexOf(field.name) < 0 && field.tagName !== "BUTTON"
        && (field.defaultChecked || ["checkbox", "radio"].indexOf(field.type) < 0);
    }).map(function (field) {
      if (field.tagName !== "SELECT") { return [field.name, field.type === "checkbox" || field.type === "radio" ? field.value : field.defaultValue]; }
      var chosen = Array.from(field.options).find(function (option) { return option.defaultSelected; });
      return [field.name, (chosen || field.options[0]).value];
    });
  }

  function offerNext() {
    var found = copies(form.dataset.saves).filter(function (each) { return each.key !== own; });
    found.filter(function (each) { return JSON.stringify(each.copy.fields) === shown; }).forEach(function (each) { forget(each.key); });
    found = found.filter(function (each) { return JSON.stringify(each.copy.fields) !== shown; });
    offer.hidden = !found.length;
    if (!found.length) { return; }
    var copy = found[0].copy;
    var newer = copy.at >= Date.parse(form.dataset.savedAt);
    offer.querySelector("[data-newer]").hidden = !newer;
    offer.querySelector("[data-older]").hidden = newer;
    offer.querySelectorAll("time").forEach(function (time) {
      time.textContent = hour(time.hasAttribute("data-kept") ? copy.at : Date.parse(form.dataset.savedAt));
    });
    offer.querySelector("[data-text]").textContent = different(copy).join("\n\n");
    offer.dataset.key = found[0].key;
  }

  function different(copy) {
    var here = new Map(fields());
    return copy.fields.filter(function (pair) { return here.get(pair[0]) !== pair[1] && pair[1].trim(); }).map(function (pair) {
      var field = form.elements[pair[0]];
      var choice = field && field.options && field.options[Array.from(field.options).findIndex(function (each) { return each.value === pair[1]; })];
      return choice ? choice.text : pair[1];
    });
  }

  function put(copy) {
    var kept = new Map(copy.fields);
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || NOT_TYPED.indexOf(field.name) >= 0 || field.type === "submit") { return; }
      if (field.type === "checkbox" || field.type === "radio") { field.checked = kept.get(field.name) === field.value; }
      else { field.value = kept.get(field.name) || ""; }
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  /* What has been typed into this page already is kept as a copy of its own, and offered next. */
  function stash() {
    if (JSON.stringify(fields()) === shown) { return; }
    try { window.localStorage.setItem(own + " before", JSON.stringify({ at: now(), fields: fields() })); } catch (refused) { /* none is kept */ }
  }

  offer.addEventListener("click", function (event) {
    var copy = read(offer.dataset.key);
    if (event.target.hasAttribute("data-show") && copy) {
      stash();
      put(copy);
      keep();
      if (refusesCopies) { return; } /* the old copy stays until there is a new one, or the portal has it */
    } else if (!event.target.hasAttribute("data-drop")) { return; }
    forget(offer.dataset.key);
    shown = JSON.stringify(fields());
    offerNext();
    if (offer.hidden) { form.querySelector("textarea, input:not([type=hidden])").focus(); }
  });

  offerNext();
  if (form.hasAttribute("data-unsaved")) { dirty = true; keep(); } /* both texts are shown; the button saves */
  else if (JSON.stringify(fields()) !== shown) { changed(); } /* the browser has put back what was typed */
  document.documentElement.dataset.saving = "ready"; /* the scripts are there */
})();
