import { createServer, connect } from 'node:net';
import { StartError } from './part';

/** Throws `StartError` when somebody else listens on a port; names the variable that moves it. */
export async function ensurePortFree(port: number, host: string, variable: string): Promise<void> {
  const problem = await tryListen(port, host);
  if (problem === undefined) return;
  if (problem === 'EACCES') {
    throw new StartError(
      `Port ${port} (${variable}) may not be opened by this user: set ${variable} to a port above 1023.`,
    );
  }
  if (problem === 'EADDRNOTAVAIL' || problem === 'ENOTFOUND') {
    throw new StartError(
      `The address ${host} is not one of this machine: set HOST to one that is, such as 127.0.0.1.`,
    );
  }
  throw new StartError(
    `Port ${port} is already taken: stop what uses it, or set ${variable} to another port.`,
  );
}

/** A port of the loopback address that nobody uses now. */
export async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Resolves when something on the loopback address accepts a connection; rejects when nothing does. */
export async function probePort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
  });
}

/** Whether a loopback port is free to listen on. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await tryListen(port, '127.0.0.1')) === undefined;
}

function tryListen(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
