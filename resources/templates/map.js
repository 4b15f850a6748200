// Draws what waifangShow is given on folium's map; text only ever becomes textContent.
(function () {
  "use strict";
  const ONE_BUILDING_M = 15;
  const map = map_waifang;
  const drawn = L.layerGroup().addTo(map);
  const heading = L.control({ position: "topright" });
  let pins = {};
  let chosen = null;
  let points = [];
  let isTouched = false;
  map.attributionControl.setPrefix(false);
  L.control.scale({ imperial: false }).addTo(map);

  heading.onAdd = function () {
    this.box = L.DomUtil.create("div", "map-title");
    return this.box;
  };

  function element(text, className) {
    const box = document.createElement("div");
    box.className = className;
    box.textContent = text;
    return box;
  }

  function pin(at, text, className, colour, tip, size) {
    const box = element(text, "pin " + className);
    if (colour) box.style.background = colour;
    const icon = L.divIcon({ html: box, className: "", iconSize: [size, size] });
    const mark = L.marker(at, { icon: icon, keyboard: false }).addTo(drawn);
    mark.bindTooltip(element(tip, ""), { direction: "top", offset: [0, -size / 2] });
    mark.box = box;
    return mark;
  }

  // Stops at one building stand side by side; those further apart part by themselves when one zooms in.
  function fanOut() {
    const taken = [];
    Object.values(pins).forEach(function (mark) {
      const at = mark.getLatLng();
      const num = taken.filter(function (other) { return map.distance(other, at) < ONE_BUILDING_M; }).length;
      taken.push(at);
      mark.box.style.marginLeft = num * 22 + "px";
    });
  }

  // Until somebody moves the map it shows the whole day, however large its pane has become.
  function fit() {
    if (isTouched || !points.length) return;
    map.fitBounds(points, { padding: [30, 30], maxZoom: 15, animate: false });
  }

  function pick(id) {
    window.waifangSelect(id);
    if (window.bridge && window.bridge.pick) window.bridge.pick(id);
  }

  function place(id, mark) {
    pins[id] = mark;
    mark.on("click", function () { pick(id); });
  }

  function drawRoute(route) {
    const stops = route.stops.map(function (stop) { return [stop.lat, stop.lon]; });
    const line = [route.start].concat(stops, [route.end]);
    const dash = route.dash ? "8 6" : null;
    L.polyline(line, { color: route.colour, weight: 3, opacity: 0.85, dashArray: dash, interactive: false }).addTo(drawn);
    pin(route.start, "起", "end", "", route.team + " 出发", 26);
    if (route.end[0] !== route.start[0] || route.end[1] !== route.start[1]) {
      pin(route.end, "终", "end", "", route.team + " 返回", 26);
    }
    route.stops.forEach(function (stop) {
      place(stop.id, pin([stop.lat, stop.lon], String(stop.n), "", route.colour, stop.tip, 26));
    });
    return line;
  }

  window.waifangNames = function (names) {
    names.forEach(function (place) {
      const icon = L.divIcon({ html: element(place.name, "district"), className: "", iconSize: [80, 20] });
      L.marker([place.lat, place.lon], { icon: icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(map);
    });
  };

  window.waifangShow = function (told) {
    const day = typeof told === "string" ? JSON.parse(told) : told;
    drawn.clearLayers();
    pins = {};
    points = [];
    day.routes.forEach(function (route) { points = points.concat(drawRoute(route)); });
    (day.unplanned || []).forEach(function (left) {
      place(left.id, pin([left.lat, left.lon], "", "left-out", "", left.tip, 18));
      points.push([left.lat, left.lon]);
    });
    if (day.title) {
      heading.addTo(map);
      heading.box.textContent = day.title;
    }
    fit();
    fanOut();
    if (chosen !== null) window.waifangSelect(chosen);
  };

  map.on("resize", fit);
  ["mousedown", "wheel", "keydown"].forEach(function (what) {
    map.getContainer().addEventListener(what, function () { isTouched = true; }, { passive: true });
  });

  window.waifangSelect = function (id) {
    if (chosen !== null && pins[chosen]) pins[chosen].box.classList.remove("chosen");
    chosen = id;
    const mark = pins[id];
    if (!mark) return;
    mark.box.classList.add("chosen");
    mark.setZIndexOffset(1000);
    if (!map.getBounds().contains(mark.getLatLng())) map.panTo(mark.getLatLng());
  };
})();
