/** Differences on the canvas: what is new and what is changed stands out until it is put away. What is gone can't be shown there. */
import type { Diagram } from './diagram.js';
import type { Difference } from './differences.js';

export function showMarks(diagram: Diagram, differences: readonly Difference[]): void {
  each(diagram, differences, 'addMarker');
}

export function clearMarks(diagram: Diagram, differences: readonly Difference[]): void {
  each(diagram, differences, 'removeMarker');
}

function each(diagram: Diagram, differences: readonly Difference[], act: 'addMarker' | 'removeMarker'): void {
  const canvas = diagram.service('canvas');
  for (const { type, elementId } of differences) {
    if (type === 'removed' || diagram.service('elementRegistry').get(elementId) === undefined) continue;
    canvas[act](elementId, `diff-${type}`);
  }
}
