import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lab } from './lab';
import { timedLanes } from './pairs';

/** A sampled profile as V8 writes it. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** What is profiled: some operations of one kind, in lanes. */
interface Load {
  readonly lanes: number;
  readonly count: number;
  readonly prepare: (lab: Lab) => Promise<() => Promise<unknown>>;
}

const loads: Readonly<Record<string, Load>> = {
  live: {
    lanes: 8,
    count: 6_000,
    prepare: async (lab) => {
      const { api } = await lab.stack();
      const id = await api.submit('hold');
      await api.until(id, 'TASK_STATUS_RUNNING');
      return () => api.call('GET', `/api/v1/tasks/${id}`);
    },
  },
  ended: {
    lanes: 8,
    count: 12_000,
    prepare: async (lab) => {
      const { api } = await lab.stack();
      const id = await api.submit('instant');
      await api.ended(id);
      return () => api.call('GET', `/api/v1/tasks/${id}`);
    },
  },
  simple: {
    lanes: 15,
    count: 600,
    prepare: async (lab) => {
      const { api } = await lab.stack();
      return async () => api.ended(await api.submit('instant'));
    },
  },
  graph: {
    lanes: 1,
    count: 30,
    prepare: async (lab) => {
      const { api } = await lab.stack();
      const body = { mode: 'standard', max_concurrent_agents: 5, context: { max_steps: 20 } };
      return async () => api.ended(await api.submit('graph wide 20', body));
    },
  },
  tokens: {
    lanes: 50,
    count: 100,
    prepare: async (lab) => {
      const { api } = await lab.stack();
      return async () => api.stream(await api.submit('tokens 100 50'), () => undefined);
    },
  },
};

/** `npm run profile -- live|ended|simple|graph|tokens`: where the process of API and worker spends its CPU, an operation. */
async function main(name: string): Promise<void> {
  const load = loads[name];
  if (!load) throw new Error(`There are the loads ${Object.keys(loads).join(', ')}.`);
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-profile-'));
  const lab = new Lab(['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', folder]);
  try {
    const work = await load.prepare(lab);
    const ms = await timedLanes(load.lanes, load.count, work);
    await lab.close();
    const [file] = readdirSync(folder).filter((entry) => entry.endsWith('.cpuprofile'));
    if (file === undefined) throw new Error('No profile was written');
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    const each = (ms / load.count).toFixed(3);
    process.stdout.write(`${load.count} × ${name}, ${load.lanes} at once: ${each} ms each\n\n`);
    process.stdout.write(`${tableOf(shares(profile, ms), load.count)}\n`);
  } finally {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds by part of the program, over the last `ms` of the profile: what comes before is the start. */
function shares({ nodes, samples, timeDeltas }: CpuProfile, ms: number): Map<string, number> {
  const partOf = new Map(nodes.map(({ id, callFrame }) => [id, part(callFrame)]));
  const sums = new Map<string, number>();
  let left = ms * 1_000;
  for (let at = samples.length - 1; at >= 0 && left > 0; at -= 1) {
    const spent = timeDeltas[at] ?? 0;
    left -= spent;
    const name = partOf.get(samples[at] ?? 0) ?? 'unknown';
    sums.set(name, (sums.get(name) ?? 0) + spent / 1_000);
  }
  return sums;
}

/** A package, a room of the house, or what V8 and Node do themselves. */
function part({ functionName, url }: { functionName: string; url: string }): string {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(url);
  if (found?.[1] !== undefined) return found[1];
  const room = /\/dist\/([^/]+)/.exec(url)?.[1];
  if (room !== undefined) return `ours: ${room}`;
  if (url.startsWith('node:')) return `node: ${url.slice(5).split('/').slice(0, 2).join('/')}`;
  return functionName.startsWith('(') ? functionName : `built in: ${functionName || 'unnamed'}`;
}

function tableOf(sums: Map<string, number>, count: number): string {
  const busy = [...sums].filter(([name]) => name !== '(idle)').sort(([, a], [, b]) => b - a);
  const all = busy.reduce((sum, [, ms]) => sum + ms, 0);
  const lines = busy.slice(0, 25).map(([name, ms]) => {
    const share = ((ms / all) * 100).toFixed(1).padStart(5);
    return `${share} %  ${((ms / count) * 1_000).toFixed(0).padStart(6)} µs  ${name}`;
  });
  return [`busy: ${((all / count) * 1_000).toFixed(0)} µs each`, ...lines].join('\n');
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
