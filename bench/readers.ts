import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Readers of a stream that look at nothing but its last event: they must cost less than what they measure. */
export class Readers {
  private readonly sockets: Socket[] = [];
  private left = 0;
  private onAll: () => void = () => undefined;

  /** Opens so many connections, each with one request; resolves when all have been answered. */
  static async open(count: number, port: number, path: string, key = ''): Promise<Readers> {
    const readers = new Readers();
    for (let from = 0; from < count; from += 50) {
      const some = Array.from({ length: Math.min(50, count - from) }, () => readers.add(port, path, key));
      await Promise.all(some);
    }
    return readers;
  }

  /** Resolves when every reader has read the marker. Call before it can be written. */
  all(marker: string): Promise<void> {
    this.left = this.sockets.length;
    for (const socket of this.sockets) this.watch(socket, marker);
    return new Promise((resolve) => (this.onAll = resolve));
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async add(port: number, path: string, key: string): Promise<void> {
    const socket = connect(port, '127.0.0.1');
    this.sockets.push(socket);
    socket.on('error', () => undefined);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: ${key}\r\n\r\n`);
    await once(socket, 'data');
  }

  private watch(socket: Socket, marker: string): void {
    let tail = '';
    const look = (data: Buffer) => {
      // The marker stands in the last event: what comes before the end of a piece need not be looked at.
      tail = tail.slice(-400) + data.subarray(-400).toString('latin1');
      if (!tail.includes(marker)) return;
      socket.off('data', look);
      this.left -= 1;
      if (this.left === 0) this.onAll();
    };
    socket.on('data', look);
  }
}
