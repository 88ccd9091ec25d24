/* The print button of an SOP page or a role's, and the day of printing at the foot. Without JavaScript: Ctrl+P, and a blank to fill in. */
(function () {
  "use strict";

  function prepare() {
    var line = document.querySelector(".sop-ringkas");
    if (!line || line.querySelector(".sop-tombol-cetak")) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "sop-tombol-cetak";
    button.textContent = "Cetak";
    button.addEventListener("click", function () {
      window.print();
    });
    line.appendChild(button);
  }

  window.addEventListener("beforeprint", function () {
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

  if (window.document$ && window.document$.subscribe) window.document$.subscribe(prepare);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", prepare);
  else prepare();
})();
