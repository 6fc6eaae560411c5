import { builtinModules } from 'node:module';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const compositionRoots = ['src/main.ts', 'src/server.ts', 'src/worker.ts', 'src/keys.ts', 'src/ui-front.ts'];
const sameResultEverywhere = ['contract', 'text', 'reasoning'].map((room) => `**/src/${room}/**/*.ts`);
const insideTheSandbox = ['**/src/workflows/**/*.ts'];

/** What a room without the outside world may not name; the walls between rooms are in .dependency-cruiser.cjs. */
const outsideWorld = [
  'process',
  'globalThis',
  'global',
  'fetch',
  'performance',
  'require',
  'module',
  'Buffer',
  '__dirname',
  '__filename',
].map((name) => ({ name, message: 'This room is pure: take what you need as an argument.' }));
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'crypto', 'navigator'].map(
  (name) => ({ name, message: 'Pure functions return at once and the same each time.' }),
);

const noBuiltins = {
  paths: builtinModules.map((name) => ({ name, message: 'No Node builtins in this room.' })),
  patterns: [{ group: ['node:*'], message: 'No Node builtins in this room.' }],
};
const noEnvironmentModule = {
  paths: ['process', 'node:process'].map((name) => ({
    name,
    message: 'The environment is read once, in src/config.ts.',
  })),
};

const noExportAll = {
  selector: 'ExportAllDeclaration',
  message: 'Name what a file exports: `export *` hides who uses what.',
};
const noStatusComparison = {
  selector: 'BinaryExpression[operator=/^[!=]==?$/] > Literal[value=/^TASK_STATUS_/]',
  message: 'Ask a predicate of src/contract/status.ts instead of comparing status words.',
};
const noClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Pure functions take the time as an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
    message: 'Pure functions take the time as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Pure functions take their randomness as an argument.',
  },
];

export default defineConfig(
  globalIgnores([
    'dist',
    'dist.*',
    '.holdfast',
    'coverage',
    'bench/results',
    'eval/results',
    'test/fixtures/walls',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', noExportAll],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'fetch', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval']
          .concat(['setImmediate', 'performance', 'Buffer', 'URL', 'AbortController', 'AbortSignal'])
          .concat(['TextDecoder', 'TextEncoder', 'structuredClone'])
          .map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', __filename: 'readonly' },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        // The second program is built only for the fixtures that prove the rules, never in a usual run.
        project: ['tsconfig.check.json', 'test/fixtures/walls/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { requireDefaultForNonUnion: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Cutting a text by its characters, not its UTF-16 units, is what we spread strings for.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      'no-restricted-syntax': ['error', noExportAll, noStatusComparison],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read once, in src/config.ts.' },
      ],
      'no-restricted-imports': ['error', noEnvironmentModule],
    },
  },
  { files: ['src/main.ts', 'src/keys.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['src/config.ts', ...compositionRoots],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
  {
    // Inside Temporal's sandbox Date, timers and Math.random are deterministic; the outside world is not there.
    files: insideTheSandbox,
    rules: {
      'no-restricted-globals': ['error', ...outsideWorld],
      'no-restricted-imports': ['error', noBuiltins],
    },
  },
  {
    files: sameResultEverywhere,
    rules: {
      'no-restricted-globals': ['error', ...outsideWorld, ...timers],
      'no-restricted-imports': ['error', noBuiltins],
      'no-restricted-syntax': ['error', noExportAll, noStatusComparison, ...noClock],
    },
  },
  {
    files: ['src/contract/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noExportAll, ...noClock] },
  },
  {
    // A test is read from top to bottom, and looks into answers whose shape it is about to check.
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    ignores: ['test/fixtures/**'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
