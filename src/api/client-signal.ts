import type { Response } from 'express';

/** A signal that aborts when the client has left before it was answered. */
export function clientSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  const leave = () => {
    if (!response.writableFinished) gone.abort(new Error('The client has left.'));
  };
  if (response.closed) leave();
  else response.once('close', leave);
  return gone.signal;
}
