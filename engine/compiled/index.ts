/**
 * What was compiled is remembered by its text: a start after a deployment, the same bytes deployed again and each *Try it* of a draft
 * get the graphs and decisions that are there already. Nothing of them ever changes, so any number of engines may share them.
 */
import { createHash } from 'node:crypto';
import { type ParsedDecisions, parseDecisions } from '../dmn/index.js';
import { type CompileOptions, type CompileResult, compileProcesses } from '../model/index.js';
import { remembering } from './remembering.js';

/** Some megabytes of graphs; a city has a few dozen models, each with the versions that still run. */
const TEXTS = 200;

const processes = remembering<CompileResult>(TEXTS, ({ type }) => type === 'processes');
const decisions = remembering<ParsedDecisions>(TEXTS, ({ type }) => type === 'model');

/** As `compileProcesses`. */
export function compiledProcesses(xml: string, options: CompileOptions = {}): Promise<CompileResult> {
  return processes(digest(xml, JSON.stringify([...(options.dictionaries ?? [])])), () => compileProcesses(xml, options));
}

/** As `parseDecisions`. */
export function compiledDecisions(xml: string): Promise<ParsedDecisions> {
  return decisions(digest(xml), () => parseDecisions(xml));
}

function digest(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length} `).update(text);
  return hash.digest('base64');
}
