import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes that this process started and that live, by the name of their program. */
export function childrenOf(program: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        return name.startsWith(program) && Number(parent) === process.pid && state !== 'Z';
      } catch {
        return false;
      }
    });
}
