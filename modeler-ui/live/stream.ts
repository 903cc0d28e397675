/**
 * Reads the server's live stream: one connection a tab, taken up again by itself behind the last event that was heard.
 * EventSource would do, if it told why it failed and let one hear every kind of event.
 */
import { createParser } from 'eventsource-parser';

export interface LiveEvent {
  /** The act of the timeline, e.g. `task.completed`. */
  readonly type: string;
  readonly caseNumber: string;
  /** There is a notice about it for whoever is signed in. */
  readonly concerns: boolean;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Runs until `signal` aborts. `onGap`: something may have been missed, so read anew. */
export async function followStream(onEvent: (event: LiveEvent) => void, onGap: () => void, signal: AbortSignal): Promise<void> {
  let lastId: string | undefined;
  let waitMs = FIRST_WAIT_MS;
  while (!signal.aborted) {
    const ended = await readOnce(lastId, signal, {
      onId: (id) => {
        lastId = id;
        waitMs = FIRST_WAIT_MS;
      },
      onEvent,
    });
    if (signal.aborted || ended === 'not-signed-in') return;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    // The server keeps an hour; after a long sleep that may not be enough.
    onGap();
  }
}

async function readOnce(
  lastId: string | undefined,
  signal: AbortSignal,
  heard: { readonly onId: (id: string) => void; readonly onEvent: (event: LiveEvent) => void },
): Promise<'ended' | 'not-signed-in'> {
  const parser = createParser({
    onEvent: ({ id, event, data }) => {
      if (id !== undefined) heard.onId(id);
      const { case: caseNumber, concerns = false } = JSON.parse(data) as { readonly case?: string; readonly concerns?: boolean };
      if (event !== undefined && caseNumber !== undefined) heard.onEvent({ type: event, caseNumber, concerns });
    },
  });
  try {
    const response = await fetch('/api/v1/events', { signal, headers: lastId === undefined ? {} : { 'Last-Event-ID': lastId } });
    if (response.status === 401) return 'not-signed-in';
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    if (!response.ok || reader === undefined) return 'ended';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'ended';
      parser.feed(value);
    }
  } catch {
    return 'ended';
  }
}
