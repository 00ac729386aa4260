/* Sends each chosen file in pieces and tells how far it is. The portal says how much it has safely: after a break,
   a reload or on another day it goes on from there. Without this script the form sends the files whole. */
(function () {
  "use strict";
  var says = document.getElementById("uploading");
  var input = document.querySelector("input[type=file]");
  if (!says || !input || !window.fetch || !window.AbortController) { return; }
  var form = input.form;
  var list = document.getElementById("files");
  var pending = document.getElementById("uploads-pending");
  var token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  var HEAD = 65536, LEAST = 32768, MOST = 1048576, PATIENCE = 45000;
  var size = 262144; /* of the next piece; it grows on a good line and shrinks on a bad one */
  var queue = [], busy = false;

  function words(name, values) {
    return says.dataset[name].replace(/\{(\w+)\}/g, function (whole, key) { return values[key]; });
  }

  function amount(bytes) { /* in units of 1024, as the portal tells them */
    var unit = bytes < 1048576 ? ["kilobyte", 1024, 0] : ["megabyte", 1048576, 1];
    var language = document.documentElement.lang || "en";
    return new Intl.NumberFormat(language, { style: "unit", unit: unit[0], maximumFractionDigits: unit[2] }).format(bytes / unit[1]);
  }

  function hex(buffer) {
    return Array.from(new Uint8Array(buffer), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  function hash(blob) { /* only on a safe line does a browser reckon it; without it nothing is resumed after a reload */
    if (!window.crypto || !crypto.subtle) { return Promise.resolve(""); }
    return blob.arrayBuffer().then(function (bytes) { return crypto.subtle.digest("SHA-256", bytes); }).then(hex);
  }

  function Line(file) {
    var made = document.getElementById("upload-line").content.cloneNode(true);
    this.file = file;
    this.done = 0;
    this.tries = 0;
    this.item = made.querySelector("li");
    this.bar = made.querySelector("progress");
    this.said = made.querySelector("[data-words]");
    this.fault = made.querySelector(".field-error");
    made.querySelector("[data-name]").textContent = file.name;
    made.querySelector("button span").textContent = " " + file.name;
    this.bar.setAttribute("aria-label", file.name);
    made.querySelector("button").addEventListener("click", this.remove.bind(this));
    this.said.textContent = words("waits", {});
    list.append(made);
    hideEmpty();
  }

  Line.prototype.values = function () {
    return { name: this.file.name, done: amount(this.done), size: amount(this.file.size) };
  };

  Line.prototype.show = function (name) {
    this.bar.value = this.file.size ? 100 * this.done / this.file.size : 100;
    this.said.textContent = words(name, this.values());
  };

  Line.prototype.fail = function (text) { /* it stays until its owner removes it */
    this.over = true;
    this.bar.hidden = true;
    this.said.textContent = "";
    this.fault.textContent = text;
    this.fault.hidden = false;
    tell("refused", this.values());
    next();
  };

  Line.prototype.remove = function () {
    this.removed = true;
    this.item.remove();
    input.focus();
    if (this.begun && !this.places) { return; } /* the portal may have begun with it: its answer says what to take back */
    if (this.stop) { this.stop.abort(); }
    this.leave();
  };

  Line.prototype.leave = function () {
    var line = this;
    var told = line.places ? send(line.places.remove, {}).catch(function () {}) : Promise.resolve();
    told.then(function () { line.over = true; still(); next(); });
  };

  Line.prototype.ask = function (address, body, headers) {
    var stop = this.stop = new AbortController();
    var clock = window.setTimeout(function () { stop.abort(); }, PATIENCE);
    var all = Object.assign({ "X-CSRFToken": token }, headers || {});
    return fetch(address, { method: "POST", body: body, headers: all, credentials: "same-origin", signal: stop.signal })
      .finally(function () { window.clearTimeout(clock); });
  };

  /* A file's way: begin → pieces → finish. Each step that fails for want of a line begins again with “begin”, which
     says how much is safely there. */
  Line.prototype.go = function () {
    var line = this;
    line.begin().then(function () { return line.pieces(); }).then(function () { return line.finish(); })
      .catch(function (fault) { line.broken(fault); });
  };

  Line.prototype.begin = function () {
    var line = this, data = new FormData();
    data.append("name", line.file.name);
    data.append("size", line.file.size);
    data.append("question", says.dataset.question);
    return hash(line.file.slice(0, HEAD)).catch(changed).then(function (head) {
      data.append("head", head);
      return line.places && !head ? null : line.ask(says.dataset.begin, data);
    }).then(function (answer) { return answer ? json(answer) : null; }).then(function (found) {
      if (!found) { return; }
      line.places = found;
      if (line.removed) { line.leave(); throw { name: "Removed" }; }
      line.done = found.offset;
      var before = list.querySelector("[data-upload='" + found.upload + "']");
      if (before) { before.remove(); }
      line.show("sending");
    });
  };

  Line.prototype.pieces = function () {
    var line = this;
    if (line.removed) { throw { name: "Removed" }; }
    if (line.over || line.done >= line.file.size) { return Promise.resolve(); }
    var began = performance.now();
    return line.file.slice(line.done, line.done + size).arrayBuffer().catch(changed).then(function (bytes) {
      var headers = { "Content-Type": "application/octet-stream", "Upload-Offset": String(line.done) };
      return line.ask(line.places.piece, bytes, headers);
    }).then(function (answer) {
      if (!answer.ok && answer.status !== 409) { throw refusal(answer); }
      return answer.json();
    }).then(function (found) {
      size = performance.now() - began < 1500 ? Math.min(size * 2, MOST) : Math.max(size / 2, LEAST);
      line.done = found.offset;
      line.tries = 0;
      line.show("sending");
      return line.pieces();
    });
  };

  Line.prototype.finish = function () {
    var line = this;
    if (line.over || line.removed) { return; }
    line.show("checking");
    return hash(line.file).catch(changed).then(function (whole) {
      var data = new FormData();
      data.append("sha256", whole);
      return line.ask(line.places.finish, data);
    }).then(function (answer) {
      if (!answer.ok && answer.status !== 422) { throw refusal(answer); }
      return answer.text().then(function (html) { line.replace(html, answer.ok); });
    });
  };

  Line.prototype.replace = function (html, added) {
    var made = document.createElement("template");
    made.innerHTML = html;
    var item = made.content.querySelector("li");
    var twin = item.dataset.added && list.querySelector("[data-added='" + item.dataset.added + "']");
    if (twin) { twin.remove(); }
    this.over = true;
    this.item.replaceWith(item);
    tell(added ? "added" : "refused", this.values());
    still();
    next();
  };

  Line.prototype.broken = function (fault) {
    var line = this;
    if (line.removed) {
      if (!line.places) { line.leave(); }
      return;
    }
    if (fault.name === "Changed") { line.fail(words("changed", {})); return; }
    if (fault.words) { line.fail(fault.words); return; }
    if (fault.final) { line.fail(words("gone", {})); return; }
    size = Math.max(size / 2, LEAST);
    line.show("lost");
    if (!line.tries) { tell("lost", line.values()); }
    line.tries += 1;
    again(Math.min(30000, 1000 * Math.pow(2, line.tries - 1)), function () { if (!line.over && !line.removed) { line.go(); } });
  };

  function again(after, work) { /* after a while, or as soon as the line is back */
    var clock = window.setTimeout(once, after);
    window.addEventListener("online", once);
    function once() {
      window.clearTimeout(clock);
      window.removeEventListener("online", once);
      work();
    }
  }

  function changed() { throw { name: "Changed" }; }

  function refusal(answer) { /* 404: forgotten meanwhile, begin anew; 403: the call is over or the page too old */
    return { final: answer.status === 403 || answer.status === 413 };
  }

  function json(answer) {
    if (answer.status === 404 || answer.status === 403) { throw { final: true }; }
    if (answer.status >= 500) { throw {}; }
    return answer.json().then(function (found) {
      if (found.error) { throw { words: found.error }; }
      return found;
    });
  }

  function send(address, fields) {
    var data = new FormData();
    Object.keys(fields).forEach(function (key) { data.append(key, fields[key]); });
    return fetch(address, { method: "POST", body: data, headers: { "X-CSRFToken": token }, redirect: "manual", credentials: "same-origin", keepalive: true });
  }

  function tell(name, values) { says.textContent = words(name, values); }

  function hideEmpty() {
    var empty = document.getElementById("no-files");
    if (empty) { empty.hidden = true; }
  }

  function waiting() { return busy || queue.length > 0; }

  function still() { if (!waiting()) { pending.hidden = true; } }

  function next() {
    queue = queue.filter(function (line) { return !line.over; });
    busy = queue.length > 0;
    if (!busy) { still(); return; }
    if (!queue[0].begun) { queue[0].begun = true; queue[0].go(); }
  }

  form.querySelectorAll("[data-without-scripts]").forEach(function (button) { button.hidden = true; });
  input.removeAttribute("name"); /* what is sent in pieces is not sent once more with the form */
  input.addEventListener("change", function () {
    Array.from(input.files).forEach(function (file) { queue.push(new Line(file)); });
    input.value = "";
    next();
  });
  form.addEventListener("submit", function (event) {
    if (!waiting()) { return; }
    event.preventDefault();
    pending.textContent = says.dataset.still;
    pending.hidden = false;
    tell("still", {});
  });
  window.addEventListener("beforeunload", function (event) { if (waiting()) { event.preventDefault(); } });
})();
