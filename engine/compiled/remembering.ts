/** Owns how long something that was made is kept. */

/**
 * Makes what isn't remembered, and keeps the `atMost` values that were asked for last. Who asks while a value is being made waits for
 * that one. What isn't `worth` it, or couldn't be made, is made anew each time.
 */
export function remembering<Value>(atMost: number, worth: (value: Value) => boolean) {
  const kept = new Map<string, Promise<Value>>();
  return (key: string, make: () => Promise<Value>): Promise<Value> => {
    const value = kept.get(key) ?? make();
    // Behind all others again.
    kept.delete(key);
    kept.set(key, value);
    const forget = (): void => {
      if (kept.get(key) === value) kept.delete(key);
    };
    value.then((made) => worth(made) || forget(), forget);
    const [oldest] = kept.keys();
    if (kept.size > atMost && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}
