import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt, ensureInstalled, fail, PrepareError, root } from './prepare.mjs';

/**
 * `npm test`: every check of this project, to the end even when an early one fails; the last line is the total.
 * `npm test -- status.test.ts` gives its arguments to jest and leaves the other checks out.
 */
const jestArguments = process.argv.slice(2);
const isWhole = jestArguments.length === 0;

/** Checks that need nothing but the sources: two at a time, the longest first. */
const checks = [
  ['lint', 'eslint', '.', '--max-warnings', '0'],
  ['types', 'tsc', '--noEmit', '-p', 'tsconfig.check.json'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['walls', 'depcruise', 'src', '--config', '.dependency-cruiser.cjs'],
];
/** A run that takes longer hangs: it is stopped and counts as failed. */
const mostMs = 30 * 60_000;
/** What our own children need to end by themselves before they count as left behind. */
const leaveMs = 20_000;

/** Folder of this run's own; its name, in environment or arguments, marks every process that the run has started. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-test-')));
/** Colours are for people. */
const plain = process.stdout.isTTY ? {} : { FORCE_COLOR: '0' };
const total = { passed: 0, failed: 0, skipped: 0 };
const children = new Set();
let stoppedBy;

try {
  await ensureInstalled();
} catch (error) {
  rmSync(folder, { recursive: true, force: true });
  fail(error);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopFor(signal));

const bound = setTimeout(() => stopFor('SIGALRM'), mostMs);

if (isWhole) await runChecks();
const isBuilt = await build();
if (isWhole) {
  await test('tests', isBuilt, ['--passWithNoTests']);
} else {
  await test('tests', isBuilt, jestArguments);
}
clearTimeout(bound);
await checkLeftovers();
rmSync(folder, { recursive: true, force: true });
if (stoppedBy) {
  say(stoppedBy === 'SIGALRM' ? `Given up after ${mostMs / 60_000} minutes.` : `Stopped by ${stoppedBy}.`);
  process.exitCode = 128 + constants.signals[stoppedBy];
} else {
  process.exitCode = total.failed > 0 ? 1 : 0;
}
say(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);

async function runChecks() {
  const waiting = [...checks];
  const lane = async () => {
    for (let check = waiting.shift(); check && !stoppedBy; check = waiting.shift()) {
      const [name, tool, ...args] = check;
      const startedAt = Date.now();
      const { code, output } = await run(tool, args);
      if (stoppedBy) return;
      conclude(name, code === 0, startedAt, output);
    }
  };
  await Promise.all([lane(), lane()]);
}

async function build() {
  if (stoppedBy) return false;
  const startedAt = Date.now();
  try {
    await ensureBuilt();
    return true;
  } catch (error) {
    conclude('build', false, startedAt, error instanceof PrepareError ? error.message : error.stack);
    return false;
  }
}

/** One run of jest; its reporter leaves the counts in a file. */
async function test(name, isBuilt, args, env = {}) {
  if (stoppedBy) return;
  const startedAt = Date.now();
  if (!isBuilt) return conclude(name, false, startedAt, 'Not run: there is no build.');
  say(`…       ${name}`);
  const countsFile = join(folder, 'counts.json');
  rmSync(countsFile, { force: true });
  const { code } = await run('jest', args, { ...env, HOLDFAST_TEST_COUNTS: countsFile }, 'inherit');
  if (stoppedBy) return;
  const counted = existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, 'utf8')) : {};
  for (const [kind, count] of Object.entries(counted)) total[kind] += count;
  const isPassed = code === 0 && !counted.failed;
  // A run can fail besides its tests: it found none, or its servers did not start or stop.
  if (!isPassed && !counted.failed) total.failed += 1;
  head(name, isPassed, startedAt);
}

/** Runs a tool of this project in a process group of its own, so that all of it can be ended together. */
async function run(tool, args, env = {}, stdio = 'pipe') {
  const child = spawn(join(root, 'node_modules', '.bin', tool), args, {
    cwd: root,
    env: { ...process.env, ...plain, ...env, HOLDFAST_TEST_RUN: folder },
    stdio: ['ignore', stdio, stdio],
    detached: true,
  });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => (output += piece));
  try {
    const [code] = await once(child, 'close');
    return { code, output };
  } catch (error) {
    return { code: 1, output: error.message };
  } finally {
    children.delete(child);
  }
}

function stopFor(signal) {
  if (stoppedBy) return;
  stoppedBy = signal;
  for (const child of children) endGroup(child.pid, 'SIGTERM');
}

/** Whatever this run started must be gone; what is not is named, ended, and counts as a failure. */
async function checkLeftovers() {
  const startedAt = Date.now();
  let left = runningProcesses();
  while (left.length > 0 && Date.now() - startedAt < leaveMs) {
    await delay(100);
    left = runningProcesses();
  }
  if (left.length > 0 || isWhole) {
    const names = left.map(({ pid, command }) => `left behind: process ${pid}, ${command.slice(0, 200)}`);
    conclude('nothing left running', left.length === 0, startedAt, names.join('\n'));
  }
  for (const { pid } of left) endProcess(pid);
}

/** Processes with the run's folder in environment or arguments, but this one. */
function runningProcesses() {
  const found = existsSync('/proc/self/environ') ? fromProc() : fromPs();
  return found.filter(({ pid, text }) => pid !== process.pid && text.includes(folder));
}

function fromProc() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const environment = readFileSync(`/proc/${name}/environ`, 'latin1');
        return [{ pid: Number(name), command, text: `${command} ${environment}` }];
      } catch {
        // It has ended meanwhile, or belongs to somebody else.
        return [];
      }
    });
}

function fromPs() {
  const { stdout } = spawnSync('ps', ['-Eww', '-axo', 'pid=,command='], { encoding: 'utf8' });
  return stdout.split('\n').map((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? ['', '0', ''];
    return { pid: Number(pid), command, text: command };
  });
}

function conclude(name, isPassed, startedAt, output) {
  total[isPassed ? 'passed' : 'failed'] += 1;
  head(name, isPassed, startedAt);
  if (!isPassed && output.trim()) say(output.trimEnd());
}

function head(name, isPassed, startedAt) {
  say(`${isPassed ? 'ok    ' : 'FAILED'}  ${name}, ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

function endGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

function endProcess(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
