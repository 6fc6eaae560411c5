import type { McpServerSettings } from './servers-file';

/** What went wrong with a request, as far as what follows depends on it. */
export type FailureKind = 'unreached' | 'forgotten' | 'timeout' | 'lost' | 'refused';

const timeoutCode = -32_001;
const closedCode = -32_000;
const unreachedCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Sorts an error of the SDK: the server was not reached; it has forgotten our session; it took too long; the
 * connection broke in the middle; or it answered with an error. `isOpen`: whether the connection is still there.
 */
export function failureKind(error: unknown, isOpen: boolean): FailureKind {
  const code = codeOf(error);
  if (typeof code === 'string') return unreachedCodes.has(code) ? 'unreached' : 'lost';
  if (code === timeoutCode) return 'timeout';
  if (code === undefined) return 'lost';
  // Servers use the number of a closed connection for errors of their own.
  if (code === closedCode) return isOpen ? 'refused' : 'lost';
  // 404 by the protocol; 400 by the reference server: both are said before a call begins.
  if (code === 404 || code === 400) return 'forgotten';
  return 'refused';
}

/** Why a server is not there, as the end of a sentence; no header and no address in full. */
export function failureReason(error: unknown, settings: McpServerSettings): string {
  const code = codeOf(error);
  if ('url' in settings) {
    const { origin } = new URL(settings.url);
    if (typeof code === 'string') return `${origin} cannot be reached (${code})`;
    if (typeof code === 'number' && code >= 100 && code < 600) return `${origin} answered with HTTP ${code}`;
    if (code === timeoutCode) return `${origin} did not answer in time`;
    return `${origin} does not speak MCP as expected`;
  }
  if (code === 'ENOENT') return `its command ${JSON.stringify(settings.command)} or its folder is not found`;
  if (typeof code === 'string') return `its command cannot be started (${code})`;
  if (code === timeoutCode) return 'it did not answer in time';
  return 'it ended, or does not speak MCP as expected';
}

/** The code of an error or of what caused it: a system's word, an HTTP status, or a number of JSON-RPC. */
function codeOf(error: unknown): string | number | undefined {
  let inner = error;
  for (let depth = 0; typeof inner === 'object' && inner !== null && depth < 5; depth += 1) {
    const { code, cause } = inner as { code?: unknown; cause?: unknown };
    if (typeof code === 'string' || typeof code === 'number') return code;
    inner = cause;
  }
  return undefined;
}
