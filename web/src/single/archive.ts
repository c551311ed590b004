/** The files inside the single file: compressed shards, each in an element of its own. */

/** The paths of the files in each shard, with their sizes in bytes. */
type Shards = [string, number][][];

/** The files. */
export class Archive {
  private readonly unpacked = new Map<number, Promise<Uint8Array>>();

  private constructor(private readonly places: Map<string, [number, number, number]>) {}

  /** Read the list of files. */
  static async open(): Promise<Archive> {
    const shards = JSON.parse(
      new TextDecoder().decode(await unpack("archive-index")),
    ) as Shards;
    const places = new Map<string, [number, number, number]>();
    shards.forEach((files, shard) => {
      let at = 0;
      for (const [path, size] of files) {
        places.set(path, [shard, at, at + size]);
        at += size;
      }
    });
    return new Archive(places);
  }

  /** Whether there is a file with a path. */
  has(path: string): boolean {
    return this.places.has(path);
  }

  /** Return the content of a file, or null without such a file. */
  async bytes(path: string): Promise<Uint8Array | null> {
    const place = this.places.get(path);
    if (!place) return null;
    const [shard, start, end] = place;
    let found = this.unpacked.get(shard);
    if (!found) {
      // A few shards stay unpacked, so that going back is quick.
      if (this.unpacked.size > 6) this.unpacked.clear();
      found = unpack(`archive-${shard}`);
      this.unpacked.set(shard, found);
    }
    return (await found).subarray(start, end);
  }

  /** Return the text of a file, or null without such a file. */
  async text(path: string): Promise<string | null> {
    const found = await this.bytes(path);
    return found && new TextDecoder().decode(found);
  }
}

async function unpack(id: string): Promise<Uint8Array> {
  const text = document.getElementById(id)?.textContent ?? "";
  const packed = Uint8Array.from(atob(text.trim()), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
