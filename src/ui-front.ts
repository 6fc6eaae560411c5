import { startUiFront } from './embedded/ui-front';

/**
 * The thin front before Temporal's web UI, alone, for the compose file: `UI_TARGET` is the UI's URL, `UI_NAMESPACE` the
 * namespace that short links lead to. Listens on port 8088 of every address of its container.
 */
async function main(): Promise<void> {
  const { UI_TARGET: target = 'http://temporal-ui:8080', UI_NAMESPACE: namespace = 'default' } = process.env;
  const front = await startUiFront({ host: '0.0.0.0', port: 8088, target, namespace });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void front.stop().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `The UI front could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
