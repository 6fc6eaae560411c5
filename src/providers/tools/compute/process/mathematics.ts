import { all, create, type ConfigOptions, type MathJsInstance, type MathNode } from 'mathjs';
import { JobError } from './job';

/** A fraction of two whole numbers, as mathjs has it; `s` is its sign. */
export interface ExactNumber {
  readonly s: bigint;
  readonly n: bigint;
  readonly d: bigint;
}

/** Digits that are computed; fewer are shown, so that what rounding made of the last ones is not seen. */
const computedDigits = 80;

/** Names that reach the evaluator itself, its settings or its texts: nothing of that is arithmetic. */
const forbidden = [
  ...[
    'import',
    'createUnit',
    'evaluate',
    'parse',
    'simplify',
    'simplifyConstant',
    'simplifyCore',
    'derivative',
  ],
  ...['rationalize', 'symbolicEqual', 'leafCount', 'resolve', 'compile', 'parser', 'help', 'chain'],
  'reviver',
];
/** The same, which the evaluator itself needs: expressions that name them are refused. */
const internal = new Set(['config', 'typed', 'replacer']);
/** Its whole digits (35,660) can still be read by somebody. */
const mostFactorial = 10_000;

/** How numbers are taken: as fractions, exactly; as decimals of 80 digits; or as doubles, which every function knows. */
export type NumberKind = 'Fraction' | 'BigNumber' | 'number';
const settings: Record<NumberKind, ConfigOptions> = {
  Fraction: { number: 'Fraction' },
  BigNumber: { number: 'BigNumber', precision: computedDigits, relTol: 1e-50, absTol: 1e-60 },
  number: { number: 'number', relTol: 1e-12, absTol: 1e-15 },
};

/** Makes the evaluator: `evaluate` works out an expression anew, with numbers of a kind. */
export function createMathematics(): {
  readonly math: MathJsInstance;
  readonly evaluate: (expression: string, kind: NumberKind) => unknown;
} {
  const math = create(all ?? {});
  const parse = math.parse.bind(math) as (expression: string) => MathNode;
  const config = math.config.bind(math);
  const factorial = math.typed('factorial', { Fraction: exactFactorial(math) });
  math.import({ factorial });
  math.import(Object.fromEntries(forbidden.map((name) => [name, refusal(name)])), { override: true });
  return {
    math,
    evaluate: (expression, kind) => {
      config(settings[kind]);
      const tree = parse(expression);
      refuseDanger(math, tree);
      return tree.compile().evaluate(new Map()) as unknown;
    },
  };
}

/** Properties and methods are no arithmetic, and the way by which evaluators are broken out of. */
function refuseDanger(math: MathJsInstance, tree: MathNode): void {
  tree.traverse((node) => {
    if (math.isSymbolNode(node) && internal.has(node.name)) refusal(node.name)();
    const isProperty = math.isIndexNode(node) && (node as unknown as PropertyIndex).isObjectProperty();
    if (isProperty || math.isObjectNode(node))
      throw new JobError('Objects and their properties are not available here.');
  });
}
/** What its type declarations leave out. */
interface PropertyIndex {
  isObjectProperty(): boolean;
}

function refusal(name: string): () => never {
  return () => {
    throw new JobError(`The function ${name} is not available here.`);
  };
}

/** mathjs has factorials of rounded numbers alone; here they are whole. */
function exactFactorial(math: MathJsInstance): (value: ExactNumber) => unknown {
  return ({ s, n, d }) => {
    if (d !== 1n || s < 0n || n > mostFactorial) throw new RangeError('no exact factorial');
    let product = 1n;
    for (let factor = 2n; factor <= n; factor += 1n) product *= factor;
    return math.fraction(product as unknown as number);
  };
}
