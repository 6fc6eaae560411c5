import { ServerResponse, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { limits } from '../contract/limits';

/** A handshake that nobody has answered yet. */
interface Waiting {
  readonly socket: Socket;
  readonly head: Buffer;
  readonly sockets: WebSocketServer;
}

const waiting = new WeakMap<IncomingMessage, Waiting>();

/**
 * Lets an app answer WebSocket handshakes as any other request: with its own routes, checks and errors, until a route
 * accepts one. An offer of another protocol is passed over, as HTTP allows: such a request is answered as it is.
 */
export class Upgrades {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.socketMessageBytes,
    perMessageDeflate: false,
  });

  constructor(
    private readonly server: Server,
    private readonly app: RequestListener,
  ) {
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      if (isHandshake(request)) this.answer(request, head);
      else this.passOver(request, socket, head);
    });
  }

  /** Ends every WebSocket: its client comes again, to another process or a later one. */
  close(): void {
    for (const socket of this.sockets.clients) socket.close(1001, 'The server stops');
  }

  /** Drops what has not ended by itself. */
  destroy(): void {
    for (const socket of this.sockets.clients) socket.terminate();
  }

  private answer(request: IncomingMessage, head: Buffer): void {
    const { socket } = request;
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.end());
    waiting.set(request, { socket, head, sockets: this.sockets });
    this.app(request, response);
  }

  /** Gives the request back to the server without the offer, which it had not asked for anything else. */
  private passOver(
    { method, url, httpVersion, rawHeaders }: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void {
    const headers = rawHeaders
      .flatMap((name, place) => (place % 2 === 0 ? [[name, rawHeaders[place + 1] ?? ''] as const] : []))
      .filter(([name]) => !/^(upgrade|connection|http2-settings)$/i.test(name))
      .map(([name, value]) => `${name}: ${value}`);
    const lines = [`${method} ${url} HTTP/${httpVersion}`, ...headers, '', ''].join('\r\n');
    socket.unshift(Buffer.concat([Buffer.from(lines, 'latin1'), head]));
    this.server.emit('connection', socket);
  }
}

/** Whether a request is a handshake that can be accepted. */
export function canAccept(request: IncomingMessage): boolean {
  const { 'sec-websocket-key': key = '', 'sec-websocket-version': version } = request.headers;
  return waiting.has(request) && /^[+/0-9A-Za-z]{22}==$/.test(key) && (version === '13' || version === '8');
}

/** Accepts a handshake that `canAccept`; nothing was or will be sent of its response. Resolves with the open WebSocket. */
export function accept(request: IncomingMessage, response: ServerResponse): Promise<WebSocket> {
  const { socket, head, sockets } = waiting.get(request) as Waiting;
  response.detachSocket(socket);
  response.statusCode = 101;
  // Who logs and counts requests hears of its end as of any other.
  socket.once('close', () => response.emit('close'));
  return new Promise((resolve) => sockets.handleUpgrade(request, socket, head, resolve));
}

function isHandshake({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';
}
