/* The worker: Python, and in it the catalogue's own core. It comes from this site and asks nobody else for anything. */

const queue = [];
let desk = null;

// A server that does not know .wasm names another type, and then a browser will not compile while it loads.
const streaming = WebAssembly.instantiateStreaming;
WebAssembly.instantiateStreaming = async (source, imports) => {
  const response = await source;
  if (!response.ok) throw new Error(`${response.url.split("/").pop()}: ${response.status}`);
  const type = response.headers.get("content-type") || "";
  if (streaming && type.includes("application/wasm")) return streaming.call(WebAssembly, response, imports);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
};

async function bytes(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.split("/").pop()}: ${response.status}`);
  return response.arrayBuffer();
}

async function start({ engine, site }) {
  const core = bytes(`${engine}sop.zip`);
  const scripts = Promise.all([import(`${engine}pyodide.js`), import(`${engine}pyodide.asm.js`)]);
  core.catch(() => {}), scripts.catch(() => {}); // they are awaited below, when what matters most has been looked at
  // Pyodide says nothing when its heart is missing; so look first, with the request that it makes anyway.
  const heart = await fetch(`${engine}pyodide.asm.wasm`);
  if (!heart.ok) throw new Error(`pyodide.asm.wasm: ${heart.status}`);
  const wasm = heart.headers.get("content-type") || "";
  const compiled = wasm.includes("application/wasm") ? null : await heart.arrayBuffer();
  if (compiled && new DataView(compiled).getUint32(0) !== 0x0061736d) throw new Error("pyodide.asm.wasm: bukan berkas yang benar");
  const own = self.fetch;
  let first = true;
  self.fetch = (url, options) => {
    if (first && String(url).endsWith("pyodide.asm.wasm")) {
      first = false;
      return Promise.resolve(compiled ? new Response(compiled) : heart);
    }
    return own(url, options);
  };
  const [{ loadPyodide }, { default: createPyodideModule }] = await scripts;
  const python = await loadPyodide({
    indexURL: engine,
    stdLibURL: `${engine}python.zip`,
    packageBaseUrl: engine,
    createPyodideModule,
    lockFileContents: { info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten", python: "3.14.0", version: "314.0.7" }, packages: {} },
  });
  self.fetch = own;
  python.FS.writeFile("/sop.zip", new Uint8Array(await core));
  for (const [name, text] of Object.entries(site.templates || {})) {
    python.FS.mkdirTree("/situs/templat");
    python.FS.writeFile(`/situs/templat/${name}`, text);
  }
  python.runPython("import sys; sys.path.insert(0, '/sop.zip')");
  desk = python.pyimport("sop_catalog.worker").Desk();
  desk.handle(JSON.stringify({ do: "site", settings: site.settings, index: site.index, today: site.today }));
  self.sopPython = python; // for those who look: bench/sunting.py
  postMessage({ ready: true });
  while (queue.length) answer(queue.shift());
}

function answer({ number, request }) {
  try {
    postMessage({ number, answer: desk.handle(request) });
  } catch (error) {
    const said = String(error.message || error).trim().split("\n").pop();
    // After some errors Python answers nothing any more, and whoever types on is to know.
    if (error.pyodide_fatal_error || error instanceof WebAssembly.RuntimeError) postMessage({ failed: `Pemeriksa berhenti: ${said}.` });
    else postMessage({ number, error: said });
  }
}

onmessage = ({ data }) => {
  if (data.engine) start(data).catch((error) => postMessage({ failed: `Pemeriksa tidak dapat dimuat (${String(error.message || error).split("\n")[0]}).` }));
  else if (desk) answer(data);
  else queue.push(data);
};
