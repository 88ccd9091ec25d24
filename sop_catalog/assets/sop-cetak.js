/* The buttons "Cetak" of an SOP page or a role's and "Salin tautan" of an SOP page, and the day of printing at the foot. Without JavaScript: Ctrl+P, and a blank to fill in.
   On a phone sop.css shows who does what before the form: here the document follows, so that Tab and a voice go as the eye does. */
(function () {
  "use strict";

  function prepare() {
    var line = document.querySelector(".sop-ringkas");
    if (!line || line.querySelector("button")) return;
    line.appendChild(make("Cetak", "sop-tombol-cetak", function () {
      window.print();
    }));
    if (document.querySelector(".sop-fakta")) line.appendChild(make("Salin tautan", "sop-tombol-salin", copy));
  }

  function make(text, name, action) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = name;
    button.textContent = text;
    button.addEventListener("click", action);
    return button;
  }

  function copy(event) {
    var button = event.currentTarget;
    var address = location.href.replace(/[?#].*/, "");
    function tell(done) {
      button.textContent = done ? "Tautan tersalin" : "Tidak dapat menyalin";
      setTimeout(function () { button.textContent = "Salin tautan"; }, 2000);
    }
    function oldWay() {
      // Without https there is no clipboard object.
      var area = document.createElement("textarea");
      area.value = address;
      document.body.appendChild(area);
      area.select();
      var done = document.execCommand("copy");
      area.remove();
      button.focus();
      tell(done);
    }
    if (navigator.clipboard) navigator.clipboard.writeText(address).then(function () { tell(true); }, oldWay);
    else oldWay();
  }

  var phone = window.matchMedia("screen and (max-width: 44.9375em)");

  function arrange(isPhone) {
    var form = document.querySelector("article.sop > .sop-formulir");
    var first = form && form.querySelector(":scope > .sop-identitas");
    var boxes = form && form.querySelector(":scope > .sop-kotak-kotak");
    if (!first || !boxes || (form.firstElementChild === first) !== isPhone) return;
    var focused = document.activeElement;
    if (isPhone) form.append(first, boxes);
    else form.prepend(first, boxes);
    if (focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  // On a phone each row is a card: to some browsers no row of a table any more, unless that is said. HTML itself says it.
  var ROLES = [["thead, tbody", "rowgroup"], ["tr", "row"], ["td", "cell"], ["tbody th", "rowheader"], ["thead th", "columnheader"]];

  function name() {
    var table = document.querySelector("table.sop-kegiatan");
    if (!table || table.getAttribute("role")) return;
    table.setAttribute("role", "table");
    ROLES.forEach(function (pair) {
      table.querySelectorAll(pair[0]).forEach(function (part) {
        part.setAttribute("role", pair[1]);
      });
    });
  }

  // What a cell over several rows says, each card says again.
  var FIELDS = ["sop-kelengkapan", "sop-waktu", "sop-output", "sop-keterangan"];

  function repeat() {
    if (document.querySelector(".sop-kegiatan .sop-sama")) return;
    document.querySelectorAll(".sop-langkah > td[rowspan]").forEach(function (cell) {
      var row = cell.parentNode, goesOn = cell.classList.contains("sop-lanjutan");
      var from = goesOn ? cell.querySelector(".sop-ponsel").textContent : "(satu sel dengan langkah " + row.id.replace("langkah-", "") + ")";
      var field = FIELDS.filter(function (name) { return cell.classList.contains(name); })[0];
      var behind = FIELDS.slice(FIELDS.indexOf(field) + 1).map(function (name) { return "." + name; }).join();
      for (var left = cell.rowSpan - 1; left > 0; left -= 1) {
        row = row.nextElementSibling;
        var copy = cell.cloneNode(true);
        copy.className = field + " sop-sama";
        copy.removeAttribute("rowspan");
        copy.querySelector(".sop-ponsel").textContent = from;
        row.insertBefore(copy, behind ? row.querySelector(behind) : null);
      }
    });
  }

  function follow() {
    arrange(phone.matches);
    if (!phone.matches) return;
    repeat();
    name();
  }

  if (phone.addEventListener) phone.addEventListener("change", follow);
  window.addEventListener("afterprint", follow);
  window.addEventListener("beforeprint", function () {
    arrange(false);
    var place = document.querySelector(".sop-tanggal-cetak");
    if (!place || document.querySelector(".sop-katalog")) return;
    var months = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" ");
    var today = new Date();
    var address = document.querySelector(".sop-alamat-cetak");
    // A site without site_url does not know its address; the browser does.
    if (address && !address.textContent && location.protocol.indexOf("http") === 0) {
      address.textContent = location.href.replace(/[?#].*/, "");
    }
    place.textContent = today.getDate() + " " + months[today.getMonth()] + " " + today.getFullYear();
  });

  // "Jabatan saya" comes last, and only where it is remembered or can be chosen. The storage may be forbidden.
  window.addEventListener("load", function () {
    try {
      if (localStorage.sopJabatan || document.querySelector("[data-peran], .sop-saring")) window.SopCari.ambil("sop-saya.js").catch(function () {});
    } catch (error) { /* then there is none */ }
  });

  function begin() {
    prepare();
    follow();
  }

  if (window.document$ && window.document$.subscribe) window.document$.subscribe(begin);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
