/** Loaded before a program that is weighed: SIGUSR2 makes it collect its garbage. Needs `--expose-gc`. */
process.on('SIGUSR2', () => {
  globalThis.gc?.();
});
