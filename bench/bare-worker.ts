import { NativeConnection, Runtime, Worker } from '@temporalio/worker';

/** Queue of the bare workflows. */
export const bareQueue = 'bench-bare';

/** The worker of the bare workflows: everything as the SDK has it, on the engine at `argv[2]`. */
async function main(address: string): Promise<void> {
  Runtime.install({ logger: { ...silent, log: () => undefined } });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue: bareQueue,
    workflowsPath: require.resolve('./workflows'),
    activities: { greet: () => Promise.resolve('Hello there.') },
  });
  const running = worker.run();
  process.stdout.write('bare worker is ready\n');
  await running;
  await connection.close();
}

const nothing = () => undefined;
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

if (require.main === module && process.argv[2] !== undefined) {
  main(process.argv[2]).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
