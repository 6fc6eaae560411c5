import { Worker } from 'node:worker_threads';
import { ToolError } from '../tools/tool-error';

/** A line that a search found. */
export interface Match {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Bounds of one search: a line longer than `lineCharacters` is searched up to there by a regular expression. */
export const searchBounds = {
  matches: 200,
  lineCharacters: 2_000,
  shownCharacters: 300,
  bytes: 50_000_000,
  regexMs: 2_000,
};

/** Lines that hold a text, upper and lower case alike. */
export function findText(path: string, text: string, query: string, most: number): Match[] {
  const wanted = query.toLowerCase();
  const found: Match[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (found.length >= most) break;
    const at = line.toLowerCase().indexOf(wanted);
    if (at >= 0) found.push({ path, line: index + 1, text: shown(line, at) });
  }
  return found;
}

function shown(line: string, at: number): string {
  const from = Math.max(0, Math.min(at - 100, line.length - searchBounds.shownCharacters));
  return line
    .slice(from, from + searchBounds.shownCharacters)
    .replace(/\r$/, '')
    .toWellFormed();
}

/**
 * Lines that a regular expression finds, upper and lower case alike. It runs in a thread of its own, which is ended
 * when its time is up: an expression can be made to run for ever. Throws `ToolError` for that and for a wrong one.
 */
export async function findPattern(
  files: readonly { readonly path: string; readonly text: string }[],
  pattern: string,
  signal: AbortSignal | undefined,
): Promise<Match[]> {
  try {
    new RegExp(pattern, 'iu');
  } catch {
    throw new ToolError(`${JSON.stringify(pattern)} is no valid regular expression.`);
  }
  const worker = new Worker(patternThread, {
    eval: true,
    env: {},
    workerData: { files, pattern, ...searchBounds },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  try {
    return await new Promise<Match[]>((resolve, reject) => {
      const tooSlow = () => {
        reject(new ToolError('The regular expression took too long: use a simpler one or plain text.'));
      };
      timer = setTimeout(tooSlow, searchBounds.regexMs);
      onAbort = () => {
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', onAbort);
      if (signal?.aborted) onAbort();
      worker.once('message', resolve);
      worker.once('error', tooSlow);
    });
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}

/** Source of the thread: plain JavaScript, since a thread is started from a file or a text, not from a function. */
const patternThread = `
const { parentPort, workerData: d } = require('node:worker_threads');
const expression = new RegExp(d.pattern, 'iu');
const found = [];
for (const { path, text } of d.files) {
  const lines = text.split('\\n');
  for (let i = 0; i < lines.length && found.length < d.matches; i += 1) {
    const line = lines[i].slice(0, d.lineCharacters);
    const match = expression.exec(line);
    if (!match) continue;
    const from = Math.max(0, Math.min(match.index - 100, line.length - d.shownCharacters));
    const text = line.slice(from, from + d.shownCharacters).replace(/\\r$/, '').toWellFormed();
    found.push({ path, line: i + 1, text });
  }
}
parentPort.postMessage(found);
`;

/** Whether a path fits a simple pattern: `*` is any text, `?` one character. Never takes more than n × m steps. */
export function fitsGlob(path: string, glob: string): boolean {
  const text = glob.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1);
  const pattern = glob.replace(/\*+\/?\**/g, (stars) => (stars.startsWith('**/') ? '*' : stars));
  let at = 0;
  let in_ = 0;
  let star = -1;
  let mark = 0;
  while (at < text.length) {
    const wanted = pattern[in_];
    if (wanted === '*') {
      star = in_++;
      mark = at;
    } else if (wanted === '?' || wanted === text[at]) {
      at += 1;
      in_ += 1;
    } else if (star >= 0) {
      in_ = star + 1;
      at = ++mark;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(in_));
}
