/**
 * Compare words as `inspectgraph find` does: without regard to case, plural and ending.
 * The lists of words come with the data of the site, so that there is one of each.
 */
import { stem as snowball } from "porter2";

/** The lists that say how words are compared. */
export interface WordRules {
  /** Words without meaning for the search. */
  small: string[];
  /** Plurals that a stemmer cannot know. */
  irregular: Record<string, string>;
  /** The words that reports print for everyday words. */
  everyday: Record<string, string>;
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
const COMPOUND = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu;
/** Words up to this length are their own stems, such as abbreviations. */
const SHORT = 3;

/** The words of texts and of queries. */
export class Words {
  private readonly small: Set<string>;
  private readonly stems = new Map<string, string>();

  constructor(private readonly rules: WordRules) {
    this.small = new Set(rules.small);
  }

  /** Return the words of a text in lower case, without small words. */
  tokens(text: string): string[] {
    const found = text.toLowerCase().match(WORD) ?? [];
    return found
      .map((word) => word.replace(/['’]s?$/u, ""))
      .filter((word) => !this.small.has(word));
  }

  /** Return the stem of a word. */
  stem(word: string): string {
    let found = this.stems.get(word);
    if (found === undefined) {
      const plain = this.rules.irregular[word] ?? word;
      found = plain.length <= SHORT ? plain : snowball(plain);
      this.stems.set(word, found);
    }
    return found;
  }

  /** Return the stems of a text, also of words without their hyphens, and its length. */
  label(text: string): { stems: Set<string>; length: number } {
    const words = this.tokens(text);
    const compounds = text.toLowerCase().match(COMPOUND) ?? [];
    const joined = compounds.map((one) => one.replaceAll("-", ""));
    return {
      stems: new Set([...words, ...joined].map((word) => this.stem(word))),
      length: words.length,
    };
  }

  /** Return what a text may ask for: its stems, and these with two words joined. */
  queries(text: string): string[][] {
    const words = this.tokens(text).flatMap((word) =>
      this.tokens(this.rules.everyday[word] ?? word),
    );
    const variants = [words];
    for (let place = 0; place + 1 < words.length; place += 1) {
      const joined = `${words[place]}${words[place + 1]}`;
      variants.push([...words.slice(0, place), joined, ...words.slice(place + 2)]);
    }
    const found = new Map<string, string[]>();
    for (const one of variants) {
      const stems = [...new Set(one.map((word) => this.stem(word)))];
      found.set(stems.join(" "), stems);
    }
    return [...found.values()];
  }
}
