import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pieceOf } from './pieces';

/**
 * The bare loop that event delivery is held against: readers of `/` wait; a request to `/go?N` writes N ready-made
 * events to each, one `res.write` an event and reader.
 */
const readers = new Set<ServerResponse>();

function go(events: number): void {
  for (let seq = 1; seq <= events; seq += 1) {
    const block = blockOf(seq);
    for (const reader of readers) reader.write(block);
  }
}

/** The house's own event of this kind, made once for all readers. */
function blockOf(seq: number): string {
  const message = pieceOf(seq);
  const stream_id = `1790000000000-${seq}`;
  const rest = { workflow_id: 'task_01KZZZZZZZZZZZZZZZZZZZZZZZ', agent_id: 'simple-agent', seq, stream_id };
  const data = { delta: message, message, attempt: 1, ...rest };
  return `id: ${stream_id}\nevent: thread.message.delta\ndata: ${JSON.stringify(data)}\n\n`;
}

const server = createServer((request, response) => {
  const events = /^\/go\?(\d+)$/.exec(request.url ?? '')?.[1];
  if (events !== undefined) {
    response.end();
    go(Number(events));
    return;
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write(': connected\n\n');
  readers.add(response);
  response.once('close', () => readers.delete(response));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`write loop ${(server.address() as AddressInfo).port}\n`);
});
