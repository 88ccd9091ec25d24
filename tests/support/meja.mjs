// Runs requests through the worker's door inside Pyodide: node meja.mjs PYODIDE BUNDLE REQUESTS ANSWERS
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, bundle, requests, answers] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: pyodide, stdLibURL: join(bundle, "python.zip") });
python.FS.writeFile("/sop.zip", readFileSync(join(bundle, "sop.zip")));
python.runPython("import sys; sys.path.insert(0, '/sop.zip')");
const desk = python.pyimport("sop_catalog.worker").Desk();
const began = process.cpuUsage();
// As assets/sunting/inti.js: templates of the site's own are files, and of an error one reads the last line.
const answer = (request) => {
  const { do: what, templat, ...asked } = JSON.parse(request);
  for (const [name, text] of Object.entries(templat || {})) {
    python.FS.mkdirTree("/situs/templat");
    python.FS.writeFile(`/situs/templat/${name}`, text);
  }
  try {
    return desk.handle(templat ? JSON.stringify({ do: what, ...asked }) : request);
  } catch (error) {
    return error.message.trim().split("\n").pop();
  }
};
const told = JSON.parse(readFileSync(requests, "utf8")).map(answer);
const used = process.cpuUsage(began);
writeFileSync(answers, JSON.stringify({ told, milliseconds: (used.user + used.system) / 1000 }));
