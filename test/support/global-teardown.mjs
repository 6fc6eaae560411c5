import { once } from 'node:events';

/** Ends what global-setup.mjs has started and waits until it is gone. */
export default async function stopServices() {
  const services = globalThis.holdfastTestServices;
  if (services.exitCode !== null || services.signalCode !== null) {
    throw new Error('The engine and the database of the tests ended before the tests did.');
  }
  services.ref();
  services.stdin.end();
  const [code] = await once(services, 'exit');
  if (code !== 0) throw new Error('The engine and the database of the tests did not stop cleanly.');
}
