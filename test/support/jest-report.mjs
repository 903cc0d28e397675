/**
 * Reads Jest's JSON reports for .ci/run.
 *   failed REPORT            the files that failed, one a line
 *   numbers REPORT [AGAIN]   "passed failed skipped"; AGAIN is the report of the failed files' second run and stands for them
 *   skipped REPORT           the tests that were left out, one a line
 *   unsteady REPORT AGAIN    the tests that failed and passed the second time, one a line
 */
import { readFileSync } from 'node:fs';

const [what, ...files] = process.argv.slice(2);
const [first, again] = files.map((file) => JSON.parse(readFileSync(file, 'utf8')).testResults);
const hasFailed = ({ status }) => status === 'failed';

/** A file that could not even be loaded has no tests: it is one failure. */
function numbers(results) {
  const tests = results.flatMap(({ assertionResults }) => assertionResults);
  const count = (...kinds) => tests.filter(({ status }) => kinds.includes(status)).length;
  const unloaded = results.filter((result) => hasFailed(result) && !result.assertionResults.some(hasFailed)).length;
  return [count('passed'), count('failed') + unloaded, count('pending', 'todo')];
}

if (what === 'failed') {
  for (const { name } of first.filter(hasFailed)) console.log(name);
} else if (what === 'numbers') {
  console.log(numbers(again === undefined ? first : [...first.filter((result) => !hasFailed(result)), ...again]).join(' '));
} else if (what === 'skipped') {
  for (const { fullName, status } of first.flatMap(({ assertionResults }) => assertionResults)) {
    if (status === 'pending' || status === 'todo') console.log(`skipped: ${fullName}`);
  }
} else {
  const passed = new Set(
    again.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName)),
  );
  for (const { fullName, status } of first.flatMap(({ assertionResults }) => assertionResults)) {
    if (status === 'failed' && passed.has(fullName)) console.log(fullName);
  }
}
