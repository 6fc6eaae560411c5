import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the clone. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const installStamp = join(root, 'node_modules', '.holdfast-installed');
const buildStamp = join(root, 'dist', '.built');
const leastNode = [20, 19];

/** Why the project cannot be prepared: one sentence for the user. */
export class PrepareError extends Error {}

/** Says why it cannot go on, in one sentence, and ends with exit code 1; what is no PrepareError is thrown on. */
export function fail(error) {
  if (!(error instanceof PrepareError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

/** Throws when this Node is too old to run Holdfast. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isEnough = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  if (isEnough) return;
  throw new PrepareError(
    `Holdfast needs Node ${leastNode.join('.')} or newer and this is ${process.versions.node}: install a newer Node.`,
  );
}

/**
 * Installs the packages of the lock file when they are missing or out of date; silent otherwise. Chatter goes where
 * `say` sends it. Throws PrepareError.
 */
export async function ensureInstalled(say = toStderr) {
  checkNode();
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}-${process.versions.modules}`)
    .digest('hex');
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === wanted) return;
  say('Installing packages (npm ci, some 400 MB on disk; this takes a minute the first time)…');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'npm ci failed');
  writeFileSync(installStamp, wanted);
}

/** Builds `dist` when the sources have changed since; silent otherwise. Throws PrepareError. */
export async function ensureBuilt(say = toStderr) {
  const wanted = hashOfSources();
  if (existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === wanted) return;
  say('Building…');
  // Built aside and then put in place, so that what runs from the old build is not pulled away from under it.
  const making = join(root, `dist.${process.pid}`);
  try {
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = ['-p', 'tsconfig.json', '--outDir', making];
    run(process.execPath, [tsc, ...args], 'The build failed');
    await Promise.all([bundleWorkflows(making), snapshotPython(making, say)]);
    writeFileSync(join(making, '.built'), wanted);
    rmSync(join(root, 'dist'), { recursive: true, force: true });
    renameSync(making, join(root, 'dist'));
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Bundles the workflow code once, so that no worker has to at its start. */
async function bundleWorkflows(folder) {
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const logger = {
    trace() {},
    debug() {},
    info() {},
    warn() {},
    log() {},
    error: (message) => toStderr(message),
  };
  const { code } = await bundleWorkflowCode({ workflowsPath: join(folder, 'workflows', 'index.js'), logger });
  // Every workflow runs the bundle's code anew when it begins: schemas and their library would cost it milliseconds.
  if (/node_modules\/(zod|ajv)\//.test(code)) {
    throw new PrepareError('Workflow code imports zod or ajv; it may import their types only.');
  }
  writeFileSync(join(folder, 'workflow-bundle.js'), code);
}

/** Keeps the memory of a Python that is ready, so that programs need not wait for one to become so. */
async function snapshotPython(folder, say) {
  const sandbox = join(folder, 'providers', 'sandbox', 'make-snapshot.js');
  const { makeSnapshot } = createRequire(import.meta.url)(sandbox);
  try {
    writeFileSync(join(folder, 'python.snapshot'), await makeSnapshot());
  } catch (error) {
    // Nothing else needs it, and without it Python starts slowly at worst.
    say(`No snapshot of Python was made: ${error.message}`);
  }
}

function run(command, args, failure) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (done.status === 0) return;
  if (done.error?.code === 'ENOENT') {
    throw new PrepareError(`There is no ${command} on the PATH: install Node with npm, then try again.`);
  }
  const said = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim();
  if (/ENOSPC|no space left/i.test(said)) {
    throw new PrepareError(
      `The disk is full: free a gigabyte where this clone lies (${root}), then try again.`,
    );
  }
  throw new PrepareError(`${failure}:\n${said.slice(-3_000)}`);
}

function hashOfSources() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const path of [...filesBelow(join(root, 'src')), join(root, 'tsconfig.json')]) {
    hash.update(relative(root, path)).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function toStderr(line) {
  process.stderr.write(`${line}\n`);
}
