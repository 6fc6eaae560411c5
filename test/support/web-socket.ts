import WebSocket from 'ws';

/** What came over a WebSocket until it was closed. */
export interface SocketTalk {
  readonly frames: Record<string, unknown>[];
  readonly code: number;
}

/** How a WebSocket is read. */
export interface ReadSocketOptions {
  readonly headers?: Record<string, string>;
  /** Told of the connection once it is open, and of each frame. */
  readonly onOpen?: (socket: WebSocket) => void;
  readonly onFrame?: (frame: Record<string, unknown>, socket: WebSocket) => void;
  readonly mostMs?: number;
}

/** Reads a WebSocket to its close. Rejects with the status and the body where the handshake was refused. */
export function readSocket(url: string, options: ReadSocketOptions = {}): Promise<SocketTalk> {
  const { headers = {}, onOpen, onFrame, mostMs = 30_000 } = options;
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
    const frames: Record<string, unknown>[] = [];
    const timer = setTimeout(() => {
      socket.terminate();
      reject(new Error('The WebSocket was not closed in time'));
    }, mostMs);
    socket.on('open', () => onOpen?.(socket));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Record<string, unknown>;
      frames.push(frame);
      onFrame?.(frame, socket);
    });
    socket.on('unexpected-response', (_request, response) => {
      clearTimeout(timer);
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => reject(new Error(`${response.statusCode} ${text}`)));
    });
    socket.on('error', reject);
    socket.on('close', (code) => {
      clearTimeout(timer);
      resolve({ frames, code });
    });
  });
}

/** Opens a WebSocket that a test wants to hold in its hand; `talk` is what comes of it. */
export async function openSocket(
  url: string,
  options: ReadSocketOptions = {},
): Promise<{ readonly socket: WebSocket; readonly talk: Promise<SocketTalk> }> {
  return new Promise((resolve, reject) => {
    const onOpen = (socket: WebSocket) => resolve({ socket, talk });
    const talk = readSocket(url, { ...options, onOpen });
    talk.catch(reject);
  });
}
