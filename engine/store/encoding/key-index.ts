/** Place of each key in the order in which keys came. A row names a handful, then a scan is quickest; a fan-out names a thousand. */
const SCAN_MAX = 24;

export class KeyIndex {
  private readonly keys: bigint[] = [];
  private places: Map<bigint, number> | undefined;

  clear(): void {
    this.keys.length = 0;
    this.places = undefined;
  }

  get size(): number {
    return this.keys.length;
  }

  /** -1: not there. */
  place(key: bigint): number {
    const keys = this.keys;
    if (keys.length <= SCAN_MAX) {
      let place = keys.length - 1;
      // Not lastIndexOf: a call into the runtime costs more than these few comparisons.
      while (place >= 0 && keys[place] !== key) place--;
      return place;
    }
    this.places ??= new Map(this.keys.map((known, place) => [known, place]));
    return this.places.get(key) ?? -1;
  }

  add(key: bigint): void {
    this.places?.set(key, this.keys.length);
    this.keys.push(key);
  }
}
