import { existsSync, statSync } from 'node:fs';
import { createSandbox } from '../../src/providers/sandbox';
import { interpreterOf, snapshotFile, startHost } from '../../src/providers/sandbox/deno';

jest.setTimeout(120_000);

const sandbox = createSandbox();
afterAll(() => sandbox.close());

/** The value of a program, which must have one that is JSON. */
async function valueOf(code: string, files: Record<string, string> = {}): Promise<unknown> {
  const { value, error } = await sandbox.run(
    {
      language: 'python',
      code: `import json\n${code}`,
      files: Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
      timeoutMs: 20_000,
    },
    new AbortController().signal,
  );
  expect(error).toBeUndefined();
  return JSON.parse(value!.slice(1, -1)) as unknown;
}

/** The same of a Python that begins from nothing, as it does where no snapshot was built. */
async function valueFromNothing(code: string): Promise<unknown> {
  const child = startHost({ ...interpreterOf('python'), snapshot: undefined });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const most = { outputCharacters: 1_000, fileBytes: 0, files: 0 };
  child.stdin.write(
    `${JSON.stringify({ code: `import json\n${code}`, files: [], timeoutMs: 20_000, most })}\n`,
  );
  await new Promise((resolve) => child.once('close', resolve));
  const done = JSON.parse(said.trim().split('\n').at(-1) ?? '{}') as { value: string };
  return JSON.parse(done.value.slice(1, -1)) as unknown;
}

test('the build leaves a snapshot, and processes are given it', () => {
  expect(existsSync(snapshotFile)).toBe(true);
  expect(interpreterOf('python').snapshot).toBe(snapshotFile);
});

/** What must be new in every program. */
const random: Record<string, string> = {
  'random.random': 'random.random()',
  'random.getrandbits': 'random.getrandbits(64)',
  'random.Random': 'random.Random().random()',
  'random.shuffle': 'random.sample(range(1000), 8)',
  'random.SystemRandom': 'random.SystemRandom().random()',
  'os.urandom': 'os.urandom(8).hex()',
  'secrets.token_hex': 'secrets.token_hex(8)',
  'uuid.uuid4': 'str(uuid.uuid4())',
  'uuid.uuid1': 'uuid.uuid1().node, uuid.uuid1().clock_seq',
  'ssl.RAND_bytes': 'ssl.RAND_bytes(8).hex()',
  'a temporary name': 'tempfile.mktemp()',
};

test('nothing that is random is the same in two programs', async () => {
  const entries = Object.entries(random).map(([name, code]) => `${JSON.stringify(name)}: (${code})`);
  const code = `import os, random, secrets, ssl, tempfile, uuid\njson.dumps({${entries.join(', ')}})`;
  const [one, two] = [await valueOf(code), await valueOf(code)] as Record<string, unknown>[];
  const alike = Object.keys(random).filter(
    (name) => JSON.stringify(one![name]) === JSON.stringify(two![name]),
  );
  expect(Object.keys(one!)).toEqual(Object.keys(random));
  expect(alike).toEqual([]);
});

test('no generator is in the snapshot but the one that is seeded anew, and a log counts from the program’s beginning', async () => {
  const code =
    'import gc, logging, random, _random\n' +
    'generators = [g is random._inst for g in gc.get_objects() if isinstance(g, _random.Random)]\n' +
    'json.dumps([generators, logging._startTime / 1e6])';
  const [generators, startedAt] = (await valueOf(code)) as [boolean[], number];
  expect(generators).toEqual([true]);
  expect(startedAt).toBeGreaterThan(statSync(snapshotFile).mtimeMs);
});

/** What a program sees of the place it runs in, and what tells from where it began. */
const place = `
import asyncio, os, sys, time
json.dumps([{
  "environment": dict(os.environ), "folder": os.getcwd(), "path": sys.path, "arguments": sys.argv,
  "folders": [sorted(os.listdir(name)) for name in ("/", ".", "/tmp", "/home")],
  "flags": list(sys.flags), "input": sys.stdin.read(), "terminals": [os.isatty(number) for number in (0, 1, 2)],
  "zone": [time.tzname, time.timezone, time.localtime().tm_gmtoff], "calls": sys.getrecursionlimit(),
  "loop": type(asyncio.get_running_loop()).__name__, "encoding": sys.stdout.encoding,
  "js": [name for name in dir(__import__("js")) if name[0] != "_"], "user": os.path.expanduser("~"),
}, "statistics" in sys.modules, hash("a text")])`;

test('without a snapshot Python is the same, but begins from nothing; texts hash alike in one build alone', async () => {
  const [begun, again, other] = (await Promise.all([
    valueOf(place),
    valueOf(place),
    valueFromNothing(place),
  ])) as [object, boolean, number][];
  expect(begun![0]).toEqual(other![0]);
  expect(begun![0]).toMatchObject({ folder: '/workspace', input: '', zone: [expect.anything(), 0, 0] });
  expect([begun![1], other![1]]).toEqual([true, false]);
  expect(again).toEqual(begun);
  expect(other![2]).not.toBe(begun![2]);
});

test('a file of the program comes before a module that the snapshot holds', async () => {
  const files = { 'statistics.py': 'mine = 1', 'csv/__init__.py': 'mine = 2' };
  const code = 'import statistics, csv, datetime\njson.dumps([statistics.mine, csv.mine, datetime.MINYEAR])';
  expect(await valueOf(code, files)).toEqual([1, 2, 1]);
});
