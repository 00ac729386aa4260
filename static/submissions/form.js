/* What scripts add to the form: the reader's own hour of the deadline, the time left, words counted as one types, the
   direction of the language chosen. Without scripts everything but these works the same. */
(function () {
  "use strict";
  var language = document.documentElement.lang || "en";
  if (language === "en") { language = "en-GB"; } /* day before month, as everywhere on the portal */

  document.querySelectorAll("[data-own-time] time").forEach(function (time) {
    var moment = new Date(time.dateTime);
    time.textContent = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(moment);
    time.closest("[data-own-time]").hidden = false;
  });

  /* The time left ---------------------------------------------------------------------------------------------------- */
  var UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  var SOON = 600; /* seconds; from then on each one is counted */

  function inWords(seconds) {
    var units = seconds < SOON ? UNITS : UNITS.slice(0, 3);
    var parts = units.map(function (unit) {
      var number = Math.floor(seconds / unit[1]);
      seconds -= number * unit[1];
      var words = new Intl.NumberFormat(language, { style: "unit", unit: unit[0], unitDisplay: "long" });
      return number ? words.format(number) : "";
    }).filter(Boolean).slice(0, 2);
    return new Intl.ListFormat(language, { type: "conjunction" }).format(parts.length ? parts : ["0"]);
  }

  document.querySelectorAll("[data-phases]").forEach(function (banner) {
    /* The portal's clock decides: this one only counts on from the portal's moment. */
    var left = banner.querySelector("[data-time-left]");
    var phases = JSON.parse(banner.dataset.phases);
    var begun = Date.parse(banner.dataset.now) - performance.now();
    function tell() {
      var now = begun + performance.now();
      var phase = phases.find(function (each) { return !each.until || now <= Date.parse(each.until); });
      var seconds = phase.until ? Math.floor((Date.parse(phase.until) - now) / 1000) : Infinity;
      var words = phase.words.replace("{time}", inWords(seconds));
      if (left.textContent !== words) { left.textContent = words; }
      if (phase.until) { window.setTimeout(tell, seconds < SOON ? 1000 : Math.min(seconds - SOON + 1, 30) * 1000); }
    }
    window.setTimeout(tell, 1000);
  });

  /* Words ------------------------------------------------------------------------------------------------------------ */
  function count(text) {
    if (!window.Intl || !Intl.Segmenter) { return (text.match(/\S+/g) || []).length; }
    var words = 0;
    for (var part of new Intl.Segmenter("und", { granularity: "word" }).segment(text)) { if (part.isWordLike) { words += 1; } }
    return words;
  }

  document.querySelectorAll("[data-counts]").forEach(function (line) {
    var field = document.getElementById(line.dataset.counts);
    var tooMany = line.querySelector("[data-too-many]");
    var waiting = 0;
    function tell() {
      var words = count(field.value);
      line.querySelector("[data-number]").textContent = words;
      if (!tooMany) { return; }
      var many = words - Number(line.dataset.limit);
      var said = many > 0 ? tooMany.dataset.tooMany.replace("{many}", many) : "";
      if (tooMany.textContent !== said) { tooMany.textContent = said; }
    }
    field.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(tell, 300);
    });
  });

  /* The direction of the language that was chosen ---------------------------------------------------------------------- */
  var general = document.querySelector("select[data-right-to-left]");
  if (!general) { return; }
  var rightToLeft = general.dataset.rightToLeft.split(" ");
  function turn() {
    document.querySelectorAll("textarea[data-spoken]").forEach(function (text) {
      var own = document.getElementById(text.dataset.spoken);
      var chosen = (own && own.value) || general.value;
      text.lang = chosen;
      text.dir = rightToLeft.indexOf(chosen) >= 0 ? "rtl" : chosen && chosen !== "und" ? "ltr" : "auto";
    });
  }
  document.addEventListener("change", function (event) { if (event.target.matches("select")) { turn(); } });
})();
