/** What a run of a case is called: its correlation key and the key of its messages. */
export function caseRunOf(number: string, run: number): string {
  return `${number}/${run}`;
}
