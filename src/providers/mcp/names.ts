import { createHash } from 'node:crypto';
import { limits } from '../../contract/limits';

/**
 * Names for the tools of one server, by their own names: `server__tool`, with `_` for what a tool's name may not hold
 * and cut where it is too long. Where that makes two the same, the one that was changed gets a mark of its own, so that
 * the same tools always have the same names. Throws nothing; a name that cannot be told apart is left out.
 */
export function namesFor(server: string, tools: readonly string[]): ReadonlyMap<string, string> {
  const prefix = `${server}__`;
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const claim = (tool: string, name: string) => {
    if (taken.has(name)) return false;
    taken.add(name);
    names.set(tool, name);
    return true;
  };
  const sorted = [...new Set(tools)].sort();
  const fits = (tool: string) => prefix + tool === fitted(prefix, tool);
  for (const tool of sorted.filter(fits)) claim(tool, prefix + tool);
  for (const tool of sorted.filter((name) => !fits(name))) {
    if (!claim(tool, fitted(prefix, tool))) claim(tool, marked(prefix, tool));
  }
  return names;
}

function fitted(prefix: string, tool: string): string {
  const name = prefix + tool.replaceAll(/[^a-zA-Z0-9_-]/g, '_');
  return name.length <= limits.toolNameCharacters ? name : marked(prefix, tool);
}

function marked(prefix: string, tool: string): string {
  const mark = `_${createHash('sha256').update(tool).digest('hex').slice(0, 8)}`;
  const name = prefix + tool.replaceAll(/[^a-zA-Z0-9_-]/g, '_');
  return name.slice(0, limits.toolNameCharacters - mark.length) + mark;
}
