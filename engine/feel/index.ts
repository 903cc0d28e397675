/** The import surface of FEEL: compile once, evaluate often. */
export { compileFeel, compileProperty, compileUnaryTests, maxExpressionLength } from './compile.js';
export { add as addDecimals } from './decimal.js';
export type { Compiled, Expression, FeelEnv, FeelOutcome, Lookup } from './expression.js';
export { isTooDeep, MAX_JSON_DEPTH, toJson } from './json.js';
export { FeelTemporal, type TemporalKind } from './values.js';
