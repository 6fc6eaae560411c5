import pino, { type Logger } from 'pino';
import type { Config } from './config';

/**
 * The log of a process: JSON lines on stderr, so that stdout stays for people and pipes. Fields that could carry
 * a secret are cut out wherever they stand.
 */
export function createLog(config: Pick<Config, 'logLevel'>, destination: string | 2 = 2): Logger {
  return pino(
    {
      level: config.logLevel,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['apiKey', '*.apiKey', 'headers', '*.headers', '*.*.headers'], remove: true },
      serializers: { err: describeError },
    },
    pino.destination({ dest: destination, sync: false, mkdir: true }),
  );
}

/** What the log keeps of an error: name, message, code, where, and its causes; never what hangs on it besides. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error).slice(0, 500) };
  const { code } = error as NodeJS.ErrnoException;
  return {
    type: error.name,
    message: error.message.slice(0, 1_000),
    ...(code !== undefined && { code }),
    stack: error.stack?.split('\n').slice(1, 8).join('\n'),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
