/* What scripts add to the form: the reader's own hour of the deadline, the time left, counted words, and a plain word
   when a save did not arrive. Without scripts everything but these works the same. */
(function () {
  "use strict";
  var language = document.documentElement.lang || "en";
  if (language === "en") { language = "en-GB"; } /* day before month, as everywhere on the portal */

  document.querySelectorAll("[data-own-time] time").forEach(function (time) {
    var moment = new Date(time.dateTime);
    time.textContent = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(moment);
    time.closest("[data-own-time]").hidden = false;
  });

  document.querySelectorAll("[data-now]").forEach(function (banner) {
    /* The portal's clock decides: this one only counts on from the portal's moment. */
    var left = banner.querySelector("[data-time-left]");
    var ends = Date.parse(banner.dataset.deadline) - Date.parse(banner.dataset.now) + performance.now();
    var words = new Intl.RelativeTimeFormat(language, { numeric: "always" });
    window.setInterval(function () {
      var minutes = Math.floor((ends - performance.now()) / 60000);
      if (minutes < 0) { left.textContent = left.dataset.over; return; }
      left.textContent = minutes < 60 ? words.format(minutes, "minute")
        : minutes < 2880 ? words.format(Math.floor(minutes / 60), "hour") : words.format(Math.floor(minutes / 1440), "day");
    }, 60000);
  });

  function count(text) {
    if (!window.Intl || !Intl.Segmenter) { return (text.match(/\S+/g) || []).length; }
    var words = 0;
    var found = new Intl.Segmenter(language, { granularity: "word" }).segment(text);
    for (var part of found) { if (part.isWordLike) { words += 1; } }
    return words;
  }

  document.querySelectorAll("[data-counts]").forEach(function (line) {
    var field = document.getElementById(line.dataset.counts);
    var shown = line.querySelector("span");
    var waiting = 0;
    if (!field) { return; }
    field.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(function () { shown.textContent = count(field.value); }, 300);
    });
  });

  var saved = document.getElementById("saved");
  function lost() { if (saved) { saved.textContent = saved.dataset.lost; } }
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:responseError", lost);
  document.addEventListener("htmx:timeout", lost);
  window.addEventListener("online", function () {
    var form = document.querySelector("form[hx-post]");
    if (form) { form.dispatchEvent(new Event("input", { bubbles: true })); }
  });
})();
