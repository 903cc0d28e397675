/** Answers that come as lines of JSON while the server works. */
import { pageLanguage } from '../i18n/strings.js';
import { Unreachable } from './problem.js';

/** Throws Unreachable unless the server begins to answer; ends where the answer ends, also when that is too early. */
export async function* readLines<Line>(path: string, signal: AbortSignal): AsyncGenerator<Line> {
  const response = await fetch(path, { signal, headers: { 'Accept-Language': pageLanguage() } });
  if (!response.ok || response.body === null) throw new Unreachable();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as Line;
  }
}
