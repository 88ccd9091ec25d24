// Starts pyodide_compile.py inside Pyodide: node pyodide_compile.mjs PYODIDE SOURCE TARGET
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [pyodide, source, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: pyodide });
python.mountNodeFS("/masuk", source);
python.mountNodeFS("/keluar", target);
try {
  python.runPython(readFileSync(join(dirname(fileURLToPath(import.meta.url)), "pyodide_compile.py"), "utf8"));
} catch (error) {
  console.error(error.message); // and not the line of Pyodide's own code, which has a hundred thousand characters
  process.exit(1);
}
