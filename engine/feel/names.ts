/** Owns the answer to "which variables and functions does this expression read?"; the store loads no others. */
import { nameOf, type SyntaxNode, stringOf } from './syntax.js';

export interface Reads {
  readonly variables: readonly string[];
  /** Names in call position that no local hides. */
  readonly functions: readonly string[];
}

export function readsOf(root: SyntaxNode): Reads {
  const variables = new Set<string>();
  const functions = new Set<string>();
  visit(root, new Set());
  return { variables: [...variables], functions: [...functions] };

  function visit(node: SyntaxNode, locals: ReadonlySet<string>): void {
    switch (node.type) {
      case 'VariableName': {
        const name = nameOf(node);
        if (!locals.has(name)) variables.add(name);
        return;
      }
      case 'FunctionInvocation': {
        const [target, ...rest] = node.children;
        if (target?.type === 'VariableName') {
          const name = nameOf(target);
          if (!locals.has(name)) functions.add(name);
        } else if (target !== undefined) {
          visit(target, locals);
        }
        for (const child of rest) visit(child, locals);
        return;
      }
      case 'ForExpression':
      case 'QuantifiedExpression': {
        let scope = locals;
        for (const child of node.children) {
          if (child.type === 'InExpressions') scope = visitInExpressions(child, scope);
          else visit(child, node.type === 'ForExpression' ? new Set([...scope, 'partial']) : scope);
        }
        return;
      }
      case 'FunctionDefinition': {
        const scope = new Set(locals);
        for (const child of node.children) {
          if (child.type === 'FormalParameters') for (const parameter of child.children) scope.add(parameterName(parameter));
          else visit(child, scope);
        }
        return;
      }
      case 'Context': {
        const scope = new Set(locals);
        for (const entry of node.children) {
          const [key, value] = entry.children;
          if (value !== undefined) visit(value, scope);
          if (key !== undefined) scope.add(keyName(key));
        }
        return;
      }
      case 'FilterExpression': {
        const [target, ...filter] = node.children;
        if (target !== undefined) visit(target, locals);
        const scope = new Set([...locals, 'item']);
        for (const child of filter) visit(child, scope);
        return;
      }
      case 'InstanceOfExpression': {
        const [value] = node.children;
        if (value !== undefined) visit(value, locals);
        return;
      }
      default:
        for (const child of node.children) visit(child, locals);
    }
  }

  /** Each iterator sees the ones before it. */
  function visitInExpressions(node: SyntaxNode, locals: ReadonlySet<string>): ReadonlySet<string> {
    const scope = new Set(locals);
    for (const inExpression of node.children) {
      const [name, , source] = inExpression.children;
      if (source !== undefined) visit(source, scope);
      if (name !== undefined) scope.add(collapse(name.text));
    }
    return scope;
  }
}

function parameterName(node: SyntaxNode): string {
  const name = node.children[0];
  return collapse(name === undefined ? node.text : name.text);
}

/** The key of a context entry. */
export function keyName(key: SyntaxNode): string {
  const inner = key.children[0];
  if (inner?.type === 'StringLiteral') return stringOf(inner.text);
  return collapse(key.text);
}

function collapse(name: string): string {
  return name.trim().replaceAll('`', '').replace(/\s+/g, ' ');
}
