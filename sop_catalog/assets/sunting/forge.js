/* Handing a file over to a forge: its addresses, and its REST API with a token that stays in memory.

   Every step may fail, and nothing is lost by that: what was done and what to do is one sentence (ForgeError). */

const SECONDS = 30;
const MOST_ADDRESS = 8000; // bytes; GitHub answers up to 8,191

export class ForgeError extends Error {
  // theirs: the file as it is in the repository, where it has changed since the site was built.
  constructor(text, { theirs = null } = {}) {
    super(text);
    this.theirs = theirs;
  }
}

const NAMES = { github: "GitHub", gitlab: "GitLab", gitea: "Gitea/Forgejo" };
// The forges speak English to many; what is to be pressed stands in their own words.
const SAVING = {
  github: "Pilih “Commit changes…” (atau “Propose changes”), cabang baru (“Create a new branch”), lalu “Create pull request”.",
  gitlab: "Pilih “Commit changes”, isi nama cabang baru (“Target branch”), lalu “Create merge request”.",
  gitea: "Di bawah teks, pilih cabang baru (“Create a new branch”), “Propose file change”, lalu “Create Pull Request”.",
};
const REQUESTS = { github: "pull request", gitlab: "merge request", gitea: "pull request" };

const encodePath = (path) => path.split("/").map(encodeURIComponent).join("/");
export const toBase64 = (text) => {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
};
export const fromBase64 = (text) => new TextDecoder().decode(Uint8Array.from(atob(text.replace(/\s/g, "")), (sign) => sign.charCodeAt(0)));
export const plainLines = (text) => text.replace(/^\ufeff/, "").replace(/\r\n/g, "\n");

export class Forge {
  constructor({ kind, url, branch = "main" }) {
    Object.assign(this, { kind, url, branch });
    this.name = NAMES[kind];
    this.requestName = REQUESTS[kind];
    this.savingWords = SAVING[kind];
    const { origin, pathname, host } = new URL(url);
    this.origin = origin;
    this.project = pathname.replace(/^\/|\/$/g, "").replace(/\.git$/, "");
    this.api = kind === "github" ? (host === "github.com" ? "https://api.github.com" : `${origin}/api/v3`) : kind === "gitlab" ? `${origin}/api/v4` : `${origin}/api/v1`;
  }

  // --- Addresses ---

  editUrl(path) {
    const segment = { github: "edit", gitlab: "-/edit", gitea: "_edit" }[this.kind];
    return `${this.url}/${segment}/${encodePath(this.branch)}/${encodePath(path)}`;
  }

  // The page for a new file; with its content in the address where the forge takes that and it is short enough.
  newUrl(path, text) {
    const folder = path.split("/").slice(0, -1).join("/"), name = path.split("/").pop();
    const segment = { github: "new", gitlab: "-/new", gitea: "_new" }[this.kind];
    const base = `${this.url}/${segment}/${encodePath(this.branch)}/${encodePath(folder)}`;
    if (this.kind === "gitlab") return { url: `${base}?file_name=${encodeURIComponent(name)}`, filled: false };
    const named = `${base}?filename=${encodeURIComponent(name)}`;
    const full = `${named}&value=${encodeURIComponent(text).replace(/%20/g, "+")}`;
    return full.length <= MOST_ADDRESS ? { url: full, filled: true } : { url: named, filled: false };
  }

  // --- The API ---

  async ask(path, { method = "GET", body, token, doing, orNothing = false }) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), SECONDS * 1000);
    const headers = { Accept: "application/json", ...(body ? { "Content-Type": "application/json" } : {}) };
    if (this.kind === "gitlab") headers["PRIVATE-TOKEN"] = token;
    else headers.Authorization = this.kind === "github" ? `Bearer ${token}` : `token ${token}`;
    let response, text;
    try {
      response = await fetch(`${this.api}${path}`, { method, headers, body: body && JSON.stringify(body), signal: stop.signal, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" });
      text = await response.text();
    } catch {
      throw new ForgeError(`${doing}: ${new URL(this.api).host} tidak dapat dihubungi dari peramban ini; sambungan putus, atau server itu menolak permintaan dari situs lain (CORS)`);
    } finally {
      clearTimeout(timer);
    }
    let data = null;
    try {
      data = JSON.parse(text);
    } catch { /* an error page of a proxy */ }
    if (response.ok) return data;
    if (response.status === 404 && orNothing) return null;
    throw new ForgeError(`${doing}: ${this.explain(response.status, data)}`);
  }

  explain(status, data) {
    const said = data && (data.message || data.error_description || data.error);
    const words = typeof said === "string" ? ` (${said.slice(0, 160)})` : "";
    if (status === 401) return `token ditolak; mungkin salah ketik atau sudah kedaluwarsa${words}`;
    if (status === 403) return `token ini tidak mendapat izin; perlu izin menulis isi dan membuat ${this.requestName}${words}`;
    if (status === 404) return `repositori ${this.project} tidak ditemukan, atau token ini tidak boleh membacanya`;
    if (status === 409 || status === 422 || status === 400) return `${this.name} menolak permintaan ini${words}`;
    return `${this.name} menjawab dengan galat ${status}${words}`;
  }

  get repo() {
    return this.kind === "gitlab" ? `/projects/${encodeURIComponent(this.project)}` : `/repos/${encodePath(this.project)}`;
  }

  // The file as it is: { text, sha }; null where there is none.
  async read(path, token) {
    const doing = "Membaca berkas";
    const branch = encodeURIComponent(this.branch);
    const where = this.kind === "gitlab" ? `${this.repo}/repository/files/${encodeURIComponent(path)}?ref=${branch}` : `${this.repo}/contents/${encodePath(path)}?ref=${branch}`;
    const found = await this.ask(where, { token, doing, orNothing: true });
    if (!found) {
      await this.ask(this.repo, { token, doing }); // no file, or no repository?
      return null;
    }
    return { text: fromBase64(found.content || ""), sha: found.sha || found.last_commit_id };
  }

  // Branch, commit and request. isSame(text): whether the file is still the one that was changed; text(original): what is
  // to be written; ontell(text) says what is being done. Gives back { url }.
  async propose({ path, text, isSame, title, body, slug, isNew, token, ontell }) {
    ontell("Membaca berkas di repositori …");
    const there = await this.read(path, token);
    if (isNew && there) throw new ForgeError(`Berkas ${path} sudah ada di repositori; ganti nama berkasnya, lalu kirim lagi`);
    if (!isNew && !there) throw new ForgeError(`Berkas ${path} tidak ada lagi di repositori; unduh suntingan Anda dan tanyakan kepada pengelola`);
    if (there && !(await isSame(there.text))) {
      throw new ForgeError("Berkas di repositori sudah berubah sejak katalog ini diterbitkan", { theirs: there.text });
    }
    const branch = `sunting/${slug}-${new Date().toISOString().replace(/\D/g, "").slice(2, 14)}`;
    const made = await text(there ? there.text : "");
    await this[`commit_${this.kind}`]({ path, text: made, branch, title, isNew, sha: there && there.sha, token, ontell });
    ontell(`Membuat ${this.requestName} …`);
    try {
      return await this[`request_${this.kind}`]({ branch, title, body, token });
    } catch (error) {
      throw new ForgeError(`Suntingan Anda sudah tersimpan di cabang ${branch}, tetapi ${this.requestName}-nya belum dibuat. ${error.message}`);
    }
  }

  async commit_github({ path, text, branch, title, sha, token, ontell }) {
    ontell("Membuat cabang …");
    const ref = await this.ask(`${this.repo}/git/ref/heads/${encodePath(this.branch)}`, { token, doing: "Membaca cabang" });
    await this.ask(`${this.repo}/git/refs`, { method: "POST", body: { ref: `refs/heads/${branch}`, sha: ref.object.sha }, token, doing: "Membuat cabang" });
    ontell("Menyimpan berkas …");
    const body = { message: title, content: toBase64(text), branch, ...(sha ? { sha } : {}) };
    await this.ask(`${this.repo}/contents/${encodePath(path)}`, { method: "PUT", body, token, doing: `Menyimpan berkas di cabang ${branch}` });
  }

  async request_github({ branch, title, body, token }) {
    const made = await this.ask(`${this.repo}/pulls`, { method: "POST", body: { title, head: branch, base: this.branch, body }, token, doing: "Membuat pull request" });
    return { url: made.html_url };
  }

  async commit_gitlab({ path, text, branch, title, isNew, sha, token, ontell }) {
    ontell("Menyimpan berkas di cabang baru …");
    const action = { action: isNew ? "create" : "update", file_path: path, content: text, ...(isNew ? {} : { last_commit_id: sha }) };
    const body = { branch, start_branch: this.branch, commit_message: title, actions: [action] };
    await this.ask(`${this.repo}/repository/commits`, { method: "POST", body, token, doing: "Menyimpan berkas" });
  }

  async request_gitlab({ branch, title, body, token }) {
    const made = await this.ask(`${this.repo}/merge_requests`, { method: "POST", body: { source_branch: branch, target_branch: this.branch, title, description: body, remove_source_branch: true }, token, doing: "Membuat merge request" });
    return { url: made.web_url };
  }

  async commit_gitea({ path, text, branch, title, isNew, sha, token, ontell }) {
    ontell("Menyimpan berkas di cabang baru …");
    const body = { message: title, content: toBase64(text), branch: this.branch, new_branch: branch, ...(isNew ? {} : { sha }) };
    await this.ask(`${this.repo}/contents/${encodePath(path)}`, { method: isNew ? "POST" : "PUT", body, token, doing: "Menyimpan berkas" });
  }

  async request_gitea({ branch, title, body, token }) {
    const made = await this.ask(`${this.repo}/pulls`, { method: "POST", body: { title, head: branch, base: this.branch, body }, token, doing: "Membuat pull request" });
    return { url: made.html_url };
  }
}
