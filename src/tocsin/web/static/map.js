// The map over the drawn one. Without WebGL, or before the library is there, the drawn map stays.
"use strict";
(() => {
  const box = document.getElementById("map");
  const form = document.getElementById("filters");
  const follow = document.getElementById("follow");
  if (!box || !box.dataset.library) return;
  const texts = JSON.parse(box.dataset.texts);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const ink = getComputedStyle(document.documentElement);
  const colour = (name) => ink.getPropertyValue(name).trim();
  const LOOKS = { exact: "spot", neighbourhood: "spot", city: "spot", district: "area", province: "area" };
  const NAMES = ["spot", "area", "vague"];
  let map = null;
  let points = null;

  const load = (address) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  const found = () => document.getElementById("found");
  const query = () => found().dataset.query;

  // Filters of the list that the map leaves to its own view: the box.
  const without = (text, name) => {
    const kept = new URLSearchParams(text);
    kept.delete(name);
    return kept.toString();
  };

  const features = (look) => {
    const made = [];
    for (let i = 0; i < points.id.length; i++) {
      if ((LOOKS[points.precision[i]] || "vague") !== look) continue;
      made.push({
        type: "Feature",
        geometry: { type: "Point", coordinates: [points.lon[i], points.lat[i]] },
        properties: { i, killed: points.killed[i] || 0 },
      });
    }
    return { type: "FeatureCollection", features: made };
  };

  // A ring of the radius of uncertainty, drawn on the sphere (degrees; kilometres).
  const ring = (lon, lat, km) => {
    const line = [];
    const reach = km / 6371;
    const phi = (lat * Math.PI) / 180;
    for (let step = 0; step <= 72; step++) {
      const turn = (step * Math.PI) / 36;
      const y = Math.asin(Math.sin(phi) * Math.cos(reach) + Math.cos(phi) * Math.sin(reach) * Math.cos(turn));
      const x = Math.atan2(Math.sin(turn) * Math.sin(reach) * Math.cos(phi), Math.cos(reach) - Math.sin(phi) * Math.sin(y));
      line.push([lon + (x * 180) / Math.PI, (y * 180) / Math.PI]);
    }
    return { type: "Feature", geometry: { type: "Polygon", coordinates: [line] }, properties: {} };
  };

  // Marks that a circle layer cannot draw: a dashed ring for an area, a dashed square for a country.
  const mark = (shape, size) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size * 2;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const inset = 4;
    pen.scale(1, 1);
    pen.fillStyle = colour("--alarm");
    pen.globalAlpha = 0.16;
    pen.beginPath();
    if (shape === "area") pen.arc(size, size, size - inset, 0, 2 * Math.PI);
    else pen.rect(inset, inset, 2 * size - 2 * inset, 2 * size - 2 * inset);
    pen.fill();
    pen.globalAlpha = 1;
    pen.lineWidth = 3.5;
    pen.strokeStyle = colour("--alarm");
    pen.setLineDash([9, 6]);
    pen.stroke();
    return pen.getImageData(0, 0, size * 2, size * 2);
  };

  const layers = () => {
    const count = ["case", ["has", "point_count"], ["get", "point_count"], 1];
    const grown = ["min", 30, ["+", 6, ["*", 2.2, ["sqrt", count]]]];
    const label = { "text-field": ["get", "point_count_abbreviated"], "text-font": ["sans-serif"], "text-size": 12, "text-allow-overlap": true, "text-ignore-placement": true };
    const made = [];
    for (const look of ["vague", "area"]) {
      made.push({
        id: look, type: "symbol", source: look,
        layout: { "icon-image": look, "icon-size": ["/", grown, 32], "icon-allow-overlap": true, "icon-ignore-placement": true },
      });
      made.push({ id: look + "-count", type: "symbol", source: look, filter: ["has", "point_count"], layout: label, paint: { "text-color": colour("--ink"), "text-halo-color": colour("--paper"), "text-halo-width": 1 } });
    }
    made.push({
      id: "spot", type: "circle", source: "spot",
      paint: {
        "circle-radius": ["case", ["has", "point_count"], grown, ["min", 16, ["+", 4.5, ["*", 0.9, ["sqrt", ["get", "killed"]]]]]],
        "circle-color": colour("--alarm"), "circle-opacity": 0.78,
        "circle-stroke-color": colour("--paper"), "circle-stroke-width": 1.2,
      },
    });
    made.push({ id: "spot-count", type: "symbol", source: "spot", filter: ["has", "point_count"], layout: label, paint: { "text-color": colour("--on-alarm") } });
    return made;
  };

  const cluster = { cluster: true, clusterRadius: 44, clusterMaxZoom: 11, maxzoom: 13, buffer: 64, tolerance: 0.5 };

  const style = (world) => {
    const sources = {
      land: { type: "geojson", data: world.land, tolerance: 0.6 },
      water: { type: "geojson", data: world.water },
      borders: { type: "geojson", data: world.borders, tolerance: 0.6 },
      chosen: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    };
    for (const name of NAMES) sources[name] = { type: "geojson", data: features(name), ...cluster };
    return {
      version: 8, sources,
      layers: [
        { id: "sea", type: "background", paint: { "background-color": colour("--sea") } },
        { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--land"), "fill-antialias": true } },
        { id: "water", type: "fill", source: "water", paint: { "fill-color": colour("--sea") } },
        { id: "borders", type: "line", source: "borders", paint: { "line-color": colour("--paper"), "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1.4] } },
        { id: "chosen", type: "fill", source: "chosen", paint: { "fill-color": colour("--link"), "fill-opacity": 0.14 } },
        { id: "chosen-edge", type: "line", source: "chosen", paint: { "line-color": colour("--link"), "line-width": 2 } },
        ...layers(),
      ],
    };
  };

  // A base map of the desk's own lies under the points: its layers are drawn by kind, whatever their names.
  const underlay = async () => {
    if (!box.dataset.tiles) return;
    await load(box.dataset.tiles);
    const protocol = new pmtiles.Protocol();
    maplibregl.addProtocol("pmtiles", protocol.tile);
    const address = new URL("/tiles", location.href).href;
    const file = new pmtiles.PMTiles(address);
    protocol.add(file);
    const [header, about] = await Promise.all([file.getHeader(), file.getMetadata()]);
    if (header.tileType !== 1) {
      map.addSource("own", { type: "raster", url: `pmtiles://${address}`, tileSize: 256 });
      map.addLayer({ id: "own", type: "raster", source: "own" }, "chosen");
      return;
    }
    map.addSource("own", { type: "vector", url: `pmtiles://${address}` });
    for (const layer of about.vector_layers || []) {
      const from = { source: "own", "source-layer": layer.id };
      const water = /water|ocean|sea|lake/i.test(layer.id);
      map.addLayer({ ...from, id: `own-${layer.id}-fill`, type: "fill", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour(water ? "--sea" : "--land"), "fill-opacity": water ? 1 : 0.5 } }, "chosen");
      map.addLayer({ ...from, id: `own-${layer.id}-line`, type: "line", filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": colour("--known"), "line-width": 0.7 } }, "chosen");
    }
  };

  const told = () => {
    const here = NAMES.reduce((sum, name) => sum + features(name).features.length, 0);
    document.getElementById("on-map").textContent = texts.count.replace("{n}", here.toLocaleString(document.documentElement.lang));
    box.dataset.count = here;
    box.dataset.ready = query();
  };

  const fetched = async () => {
    const asked = without(query(), "box");
    const answer = await fetch(`/map/points?${asked}`, { headers: { accept: "application/json" } });
    if (answer.ok) points = await answer.json();
  };

  const refresh = async () => {
    await fetched();
    for (const name of NAMES) map.getSource(name).setData(features(name));
    map.once("idle", told);
  };

  const choose = (lon, lat, km) => {
    map.getSource("chosen").setData({ type: "FeatureCollection", features: [ring(lon, lat, Math.max(km, 1))] });
  };

  const chosen = (i) => {
    choose(points.lon[i], points.lat[i], points.radius_km[i] || 1);
    htmx.ajax("GET", `/incidents/${points.id[i]}/card`, { target: "#selected", swap: "innerHTML" });
  };

  const pressed = async (event) => {
    const hit = map.queryRenderedFeatures(event.point, { layers: NAMES })[0];
    if (!hit) return;
    if (hit.properties.point_count === undefined) {
      chosen(hit.properties.i);
      return;
    }
    const source = map.getSource(hit.layer.id);
    const zoom = await source.getClusterExpansionZoom(hit.properties.cluster_id);
    if (zoom > 11.5 || map.getZoom() > 11) {
      const leaves = await source.getClusterLeaves(hit.properties.cluster_id, 1, 0);
      chosen(leaves[0].properties.i);
      return;
    }
    map.easeTo({ center: hit.geometry.coordinates, zoom: zoom + 0.2, duration: 300 });
  };

  const moved = () => {
    if (!follow.checked) return;
    const view = map.getBounds();
    const wide = view.getEast() - view.getWest() >= 360;
    const turn = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
    const edges = wide
      ? [-180, Math.max(view.getSouth(), -90), 180, Math.min(view.getNorth(), 90)]
      : [turn(view.getWest()), Math.max(view.getSouth(), -90), turn(view.getEast()), Math.min(view.getNorth(), 90)];
    form.elements.box.value = edges.map((edge) => edge.toFixed(3)).join(",");
    htmx.trigger(form, "refilter");
  };

  const start = async () => {
    const [world] = await Promise.all([
      fetch(box.dataset.world).then((answer) => answer.json()),
      load(box.dataset.library),
      fetched(),
    ]);
    maplibregl.setWorkerUrl(box.dataset.worker);
    const canvas = document.createElement("div");
    canvas.className = "canvas";
    box.append(canvas);
    map = new maplibregl.Map({
      container: canvas, style: style(world), hash: "at", center: [20, 22], zoom: 1.1, minZoom: 0.6, maxZoom: 16,
      locale: {
        "NavigationControl.ZoomIn": texts.in, "NavigationControl.ZoomOut": texts.out, "Map.Title": texts.map,
        "ScaleControl.Meters": texts.metres, "ScaleControl.Kilometers": texts.kilometres,
      },
      attributionControl: false, dragRotate: false, pitchWithRotate: false, fadeDuration: 0, renderWorldCopies: true,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new maplibregl.ScaleControl(), "bottom-right");
    for (const look of ["area", "vague"]) map.addImage(look, mark(look, 32), { pixelRatio: 1 });
    map.on("click", pressed);
    map.on("moveend", moved);
    for (const look of NAMES) {
      map.on("mouseenter", look, () => { map.getCanvas().style.cursor = "pointer"; });
      map.on("mouseleave", look, () => { map.getCanvas().style.cursor = ""; });
    }
    map.once("idle", () => {
      box.classList.add("live");
      told();
      performance.mark("map-idle");
    });
    map.once("load", () => underlay().catch(() => { document.getElementById("no-tiles").hidden = false; }));
    follow.addEventListener("change", () => {
      if (follow.checked) moved();
      else { form.elements.box.value = ""; htmx.trigger(form, "refilter"); }
    });
    document.addEventListener("htmx:afterSwap", (event) => {
      if (event.target.id !== "found" && event.detail.target.id !== "found") return;
      history.replaceState(null, "", found().dataset.here + location.hash);
      if (without(query(), "box") !== without(box.dataset.ready || "", "box")) refresh();
    });
    const near = (event) => {
      const row = event.target.closest("li[data-lon]");
      if (row) choose(+row.dataset.lon, +row.dataset.lat, +row.dataset.radius);
    };
    document.addEventListener("focusin", near);
    document.addEventListener("mouseover", near);
    window.tocsinMap = map;
  };

  start().catch(() => { box.classList.add("drawn-only"); });
})();
