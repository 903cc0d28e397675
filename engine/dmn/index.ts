/** The import surface of DMN: XML to decisions that can be evaluated. */
export type { Decision, DecisionModel, DecisionOutcome, DmnFault, EvaluatedDecision, ParsedDecisions } from './decision.js';
export { longIdFault, shortened } from './id-length.js';
export { parseDecisions } from './parse.js';
export { obstacleInXml } from './xml-text.js';
