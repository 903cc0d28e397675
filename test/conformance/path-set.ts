/** Reads a folder of execution paths (../../../shared/conformance/README.md, `random/`): cases.jsonl, traces.jsonl.gz and the models. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const variables = z.record(z.string(), z.unknown()).default({});
const duration = z.string().startsWith('P');

/** Steps that the engine does by itself; kept for the reader, skipped by the runner. */
const automaticStep = z.looseObject({ step: z.string(), automatic: z.literal(true) });

const commandStep = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('StepStartProcessInstance'),
    processId: z.string(),
    startElementIds: z.array(z.string()).default([]),
    variables,
  }),
  z.object({ step: z.literal('StepPublishStartMessage'), messageName: z.string(), variables }),
  z.object({ step: z.literal('StepPublishMessage'), messageName: z.string(), correlationKeyValue: z.string(), variables }),
  z.object({ step: z.literal('StepTriggerTimerStartEvent'), deltaTime: duration }),
  z.object({ step: z.literal('StepTriggerTimerBoundaryEvent'), boundaryTimerEventId: z.string(), deltaTime: duration }),
  z.object({ step: z.literal('StepActivateAndCompleteJob'), elementId: z.string(), jobType: z.string(), variables }),
  z.object({
    step: z.literal('StepActivateAndFailJob'),
    elementId: z.string(),
    jobType: z.string(),
    updateRetries: z.boolean().default(false),
  }),
  z.object({ step: z.literal('StepActivateAndTimeoutJob'), elementId: z.string(), jobType: z.string(), deltaTime: duration }),
  z.object({
    step: z.literal('StepActivateJobAndThrowError'),
    elementId: z.string(),
    jobType: z.string(),
    errorCode: z.string(),
    variables,
  }),
  z.object({ step: z.literal('StepCompleteUserTask'), elementId: z.string(), variables }),
  z.object({ step: z.literal('StepThrowError'), elementId: z.string(), errorCode: z.string(), variables }),
]);

/** A command that this runner doesn't know: its path fails, the others run. */
const unknownStep = z
  .looseObject({ step: z.string(), automatic: z.literal(false) })
  .transform(({ step }) => ({ step: 'unknown' as const, name: step }));

const pathLine = z.object({
  case: z.string(),
  files: z.array(z.string()).min(1),
  processId: z.string(),
  steps: z.array(z.union([automaticStep, commandStep, unknownStep])),
  needs: z.array(z.string()).default([]),
});

const traceLine = z.object({ case: z.string(), trace: z.array(z.string()) });

/** A command of a path: what a client or the clock does. */
export type PathStep = z.infer<typeof commandStep> | z.infer<typeof unknownStep>;

export interface ExecutionPath {
  readonly name: string;
  readonly processId: string;
  readonly files: readonly string[];
  /** In order; what happens by itself is left out. */
  readonly steps: readonly PathStep[];
  /** What it wants beyond the basic elements. */
  readonly needs: readonly string[];
  /** Recorded on the real engine: `n element INTENT`. */
  readonly trace: readonly string[];
}

/** Throws where a line is not of the layout, naming the line. */
export async function readPathSet(folder: string): Promise<readonly ExecutionPath[]> {
  const cases = parseLines(await readFile(join(folder, 'cases.jsonl'), 'utf8'), 'cases.jsonl', pathLine);
  const traces = parseLines(gunzipSync(await readFile(join(folder, 'traces.jsonl.gz'))).toString('utf8'), 'traces.jsonl.gz', traceLine);
  const traceOf = new Map(traces.map((line) => [line.case, line.trace]));
  return cases.map((line) => {
    const trace = traceOf.get(line.case);
    if (trace === undefined) throw new Error(`Expected traces.jsonl.gz to hold a trace of ${line.case}, but it does not`);
    return {
      name: line.case,
      processId: line.processId,
      files: line.files.map((file) => join(folder, file)),
      steps: line.steps.filter((step): step is PathStep => !('automatic' in step)),
      needs: line.needs,
      trace,
    };
  });
}

function parseLines<T>(text: string, file: string, schema: z.ZodType<T>): readonly T[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => {
      const parsed = schema.safeParse(JSON.parse(line));
      if (!parsed.success) throw new Error(`Expected line ${number} of ${file} to be of the layout, but: ${z.prettifyError(parsed.error)}`);
      return parsed.data;
    });
}
