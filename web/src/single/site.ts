/** The site that the single file holds; nothing is fetched. */
import { Site } from "../common/site";
import type { Archive } from "./archive";
import { fragmentOf } from "./pages";

export class SingleSite extends Site {
  constructor(private readonly archive: Archive) {
    super(new URL("https://file.invalid/"));
  }

  override page(path: string): string {
    return fragmentOf(path);
  }

  override async bytes(path: string): Promise<ArrayBuffer> {
    const found = await this.archive.bytes(path);
    if (!found) throw new Error(`this file does not contain ${path}`);
    return found.slice().buffer;
  }
}
