import { createHash } from 'node:crypto';

/** The half of the data that something belongs to: rules are tuned on `dev`, `test` is reported. */
export type Half = 'dev' | 'test';

/** The half of a page or a task by the hash of its name, the same in every run. */
export function halfOf(name: string): Half {
  return (createHash('sha256').update(name).digest()[0] ?? 0) % 2 === 0 ? 'dev' : 'test';
}

/** SHA-256 of a text, as stored pages are named. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Draws that are the same in every run with the same seed. */
export class Draw {
  private state: number;

  constructor(seed: string) {
    this.state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  }

  /** From 0 to 1, 1 excluded (mulberry32). */
  number(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.number() * (most - least + 1));
  }

  /** One of many; throws when there is none. */
  one<Of>(many: readonly Of[]): Of {
    if (many.length === 0) throw new Error('There is nothing to draw from.');
    return many[this.whole(0, many.length - 1)] as Of;
  }

  /** All of many in another order. */
  shuffled<Of>(many: readonly Of[]): Of[] {
    return many
      .map((item) => ({ item, at: this.number() }))
      .sort((one, other) => one.at - other.at)
      .map(({ item }) => item);
  }
}
