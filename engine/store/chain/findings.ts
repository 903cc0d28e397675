/** What a check of history has counted and found so far. Keeps the first faults only: a wrecked history must not fill memory. */
import type { HistoryCounts, HistoryFault, HistoryReport } from '../../contract.js';

const FAULTS_KEPT = 100;

export class Findings {
  rows = 0;
  streams = 0;
  anchors = 0;
  erased = 0;
  unanchored = 0;
  private faultCount = 0;
  private readonly faults: HistoryFault[] = [];

  fault(fault: HistoryFault): void {
    this.faultCount++;
    if (this.faults.length < FAULTS_KEPT) this.faults.push(fault);
  }

  counts(): HistoryCounts {
    const { rows, streams, anchors, erased } = this;
    return { rows, streams, anchors, erased };
  }

  report(): HistoryReport {
    return { ...this.counts(), unanchored: this.unanchored, faults: this.faults, faultCount: this.faultCount };
  }
}
