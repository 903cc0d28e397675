/** Asks about many things, some of them at once: gives the answers in the order of what was asked. Rejects with the first that does. */
export async function eachOf<One, Answer>(
  all: readonly One[],
  atOnce: number,
  ask: (one: One) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const go = async (): Promise<void> => {
    while (next < all.length) {
      const index = next++;
      answers[index] = await ask(all[index] as One);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, go));
  return answers;
}
