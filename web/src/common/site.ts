/** The site that a page belongs to: where its root is, and how to get its files. */

/** The file site.json. */
export interface SiteFacts {
  title: string;
  /** The namespace of the graph, against which relative IRIs are resolved. */
  base: string;
  /** The path of the SPARQL endpoint, or "" without one; a running service sets it. */
  endpoint: string;
  /** The file of the graph, its size in bytes, and the size of its text. */
  graph: { path: string; bytes: number; turtle: number };
  prefixes: Record<string, string>;
}

/** The root of the site, and how to get its files. */
export class Site {
  private readonly loaded = new Map<string, Promise<unknown>>();

  constructor(readonly root: URL) {}

  /** Return the address of a page of the site, such as "theme/x.html". */
  page(path: string): string {
    return this.url(path);
  }

  /** Return the address of a file of the site. */
  url(path: string): string {
    return new URL(path, this.root).href;
  }

  /** Return the content of site.json. */
  facts(): Promise<SiteFacts> {
    return this.json<SiteFacts>("site.json");
  }

  /** Return the content of a JSON file of the site, fetched once. */
  json<T>(path: string): Promise<T> {
    let found = this.loaded.get(path);
    if (!found) {
      found = this.bytes(path).then((bytes) => JSON.parse(new TextDecoder().decode(bytes)));
      found.catch(() => this.loaded.delete(path));
      this.loaded.set(path, found);
    }
    return found as Promise<T>;
  }

  /** Return the content of a file of the site. */
  async bytes(path: string, progress?: (share: number) => void): Promise<ArrayBuffer> {
    const answer = await fetch(this.url(path));
    if (!answer.ok) throw new Error(`the server answered ${answer.status} for ${path}`);
    const whole = Number(answer.headers.get("Content-Length"));
    if (!progress || !answer.body || !whole) return answer.arrayBuffer();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let had = 0;
    for (const reader = answer.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value as Uint8Array<ArrayBuffer>);
      had += value.length;
      progress(Math.min(had / whole, 1));
    }
    return new Blob(parts).arrayBuffer();
  }
}

/** Return the site of a page, which names its root in `<html data-root="../">`. */
export function siteOf(page: Document): Site {
  const root = page.documentElement.dataset.root ?? "./";
  return new Site(new URL(root || "./", page.baseURI));
}
