/** Runs its tests one file after the other and beside no other test: for those whose limits are seconds of the clock on the wall. */
import TestRunner from 'jest-runner';

export default class AloneRunner extends TestRunner {
  isSerial = true;
}
