/** Milliseconds of this process' own CPU time that some work takes, however busy the machine is. */
export function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1_000;
}
