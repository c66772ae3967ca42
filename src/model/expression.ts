import * as l10n from "@vscode/l10n";
import { create, type FactoryFunctionMap, type MathNode, parseDependencies } from "mathjs/number";
import { type FunctionName, functions } from "./functions.ts";
import { nearest } from "./nearest.ts";

/** A checked expression over real numbers: nothing in it can reach anything but numbers. */
export type Expression =
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "name"; readonly name: string }
  | { readonly type: "draw"; readonly distribution: DrawName }
  | { readonly type: "call"; readonly name: FunctionName; readonly args: readonly Expression[] }
  | {
      readonly type: "choice";
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  /** `a < b <= c`: every neighbouring pair holds. */
  | { readonly type: "chain"; readonly names: readonly FunctionName[]; readonly args: readonly Expression[] };

export type DrawName = "uniform" | "normal";

/** What an expression may name besides the functions. */
export interface Scope {
  readonly names: readonly string[];
  /** Whether `uniform()` and `normal()` may be called. */
  readonly draws: boolean;
}

/** An expression that is not one, or names what is not there. */
export class ExpressionError extends Error {}

/** Deep enough for any formula a person writes, and far from the end of the stack. */
const deepest = 400;

// mathjs's types call every collection of dependencies possibly absent.
const { parse } = create(parseDependencies as FactoryFunctionMap, { predictable: true });

const operators: ReadonlySet<string> = new Set<FunctionName>([
  "add",
  "subtract",
  "multiply",
  "divide",
  "mod",
  "pow",
  "unaryMinus",
  "unaryPlus",
  "equal",
  "unequal",
  "smaller",
  "smallerEq",
  "larger",
  "largerEq",
  "and",
  "or",
  "not",
]);
const isOperator = (name: string): name is FunctionName => operators.has(name);
/** `mod` is both: `x mod 3` and `mod(x, 3)`. */
const isFunction = (name: string): name is FunctionName =>
  Object.hasOwn(functions, name) && (name === "mod" || !isOperator(name));
const isDraw = (name: string): name is DrawName => name === "uniform" || name === "normal";

/**
 * Reads an expression with mathjs's grammar and precedence and lets through numbers, the named functions and
 * the scope's names alone; throws `ExpressionError`.
 */
export function parseExpression(text: string, scope: Scope): Expression {
  let node: MathNode;
  try {
    node = parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw new ExpressionError(l10n.t("it is nested too deeply"));
    throw new ExpressionError(error instanceof Error ? error.message : String(error));
  }
  return check(node, scope, 0);
}

/** The parts of mathjs's node classes that are read here. */
interface AnyNode {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: string;
  readonly fn?: unknown;
  readonly op?: string;
  readonly args?: readonly MathNode[];
  readonly content?: MathNode;
  readonly condition?: MathNode;
  readonly trueExpr?: MathNode;
  readonly falseExpr?: MathNode;
  readonly conditionals?: readonly string[];
  readonly params?: readonly MathNode[];
}

function check(node: MathNode | undefined, scope: Scope, depth: number): Expression {
  if (depth > deepest) throw new ExpressionError(l10n.t("it is nested too deeply"));
  const any = node as unknown as AnyNode;
  const inner = (child: MathNode | undefined) => check(child, scope, depth + 1);
  switch (any?.type) {
    case "ParenthesisNode":
      return inner(any.content);
    case "ConstantNode":
      if (typeof any.value === "number") return { type: "number", value: any.value };
      break;
    case "SymbolNode":
      return checkName(any.name ?? "", scope);
    case "OperatorNode":
      if (typeof any.fn === "string" && isOperator(any.fn) && any.args)
        return { type: "call", name: any.fn, args: any.args.map(inner) };
      throw new ExpressionError(l10n.t('the operator "{0}" is not known here', any.op ?? ""));
    case "FunctionNode":
      return checkCall(any, scope, inner);
    case "ConditionalNode":
      return {
        type: "choice",
        condition: inner(any.condition),
        yes: inner(any.trueExpr),
        no: inner(any.falseExpr),
      };
    case "RelationalNode": {
      const names = any.conditionals?.filter(isOperator) ?? [];
      return { type: "chain", names, args: (any.params ?? []).map(inner) };
    }
  }
  throw new ExpressionError(l10n.t("only numbers, columns, operators and functions can stand in it"));
}

function checkName(name: string, scope: Scope): Expression {
  if (scope.names.includes(name) || name === "pi" || name === "e") return { type: "name", name };
  if (isFunction(name) || isDraw(name))
    throw new ExpressionError(l10n.t('"{0}" is a function: write {0}(…)', name));
  throw new ExpressionError(unknown(name, [...scope.names, "pi", "e"]));
}

function checkCall(node: AnyNode, scope: Scope, inner: (child: MathNode) => Expression): Expression {
  const called = node.fn as AnyNode | undefined;
  const name = called?.type === "SymbolNode" ? (called.name ?? "") : "";
  const args = node.args ?? [];
  if (isDraw(name) && scope.draws) {
    if (args.length > 0) throw new ExpressionError(l10n.t("{0}() takes no arguments", name));
    return { type: "draw", distribution: name };
  }
  if (scope.names.includes(name))
    throw new ExpressionError(l10n.t('"{0}" is not a function; to multiply, write {0} * (…)', name));
  if (!isFunction(name)) {
    const names = Object.keys(functions).filter(isFunction);
    throw new ExpressionError(unknown(name, scope.draws ? [...names, "uniform", "normal"] : names));
  }
  const [least, most] = functions[name].arity;
  if (args.length < least || args.length > most)
    throw new ExpressionError(
      least === most
        ? l10n.t("{0}() takes {1} arguments, not {2}", name, least, args.length)
        : l10n.t("{0}() cannot take {1} arguments", name, args.length),
    );
  return { type: "call", name, args: args.map(inner) };
}

function unknown(name: string, names: readonly string[]): string {
  const suggestion = nearest(name, names);
  return suggestion === undefined
    ? l10n.t('"{0}" is not known here', name)
    : l10n.t('"{0}" is not known here (did you mean "{1}"?)', name, suggestion);
}
