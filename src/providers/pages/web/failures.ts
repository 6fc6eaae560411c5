import { ToolError } from '../../tools/tool-error';
import { bounds } from '../bounds';

/** What became of a request that was not answered, as a sentence that names the host. A `ToolError` stays as it is. */
export function failureOf(cause: unknown, host: string, readMs: number): ToolError {
  if (cause instanceof ToolError) return cause;
  const { code, name } = cause as { code?: unknown; name?: unknown };
  const reason = typeof code === 'string' ? code : '';
  const again = (sentence: string) => new ToolError(sentence, { isRetryable: true, cause });
  const final = (sentence: string) => new ToolError(sentence, { cause });
  if (name === 'TimeoutError') return again(`${host} took longer than ${readMs / 1_000} s.`);
  if (/TIMEOUT|ETIMEDOUT/.test(reason)) return again(`${host} did not answer in time.`);
  if (reason === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return final(`${host} sends more than ${bounds.packedBytes / 1024 / 1024} MB, which is not read.`);
  if (reason === 'ENOTFOUND')
    return final(`${host} is not known to the name service: there is no such host.`);
  if (/CERT|TLS|SSL|UNABLE_TO|SELF_SIGNED/.test(reason))
    return final(`${host} has no valid certificate (${reason}), so it is not read.`);
  if (/^(Z_|ERR_BROTLI|ERR__ERROR_FORMAT)/.test(reason))
    return final(`What ${host} sent cannot be unpacked.`);
  if (name === 'HTTPParserError' || /^UND_ERR_(HEADERS_OVERFLOW|INVALID_ARG|RES_CONTENT_LENGTH)/.test(reason))
    return final(`What ${host} sent is no proper HTTP answer.`);
  return again(`${host} could not be reached${reason === '' ? '' : ` (${reason})`}.`);
}

/** What a status other than success means for whoever wants to read the page. */
export function refusalOf(status: number, host: string): ToolError {
  if (status === 404 || status === 410)
    return new ToolError(`${host} has no such page (${status}): the address is wrong or the page is gone.`);
  if (status === 401 || status === 402 || status === 403 || status === 407 || status === 451)
    return new ToolError(`${host} does not show this page to everybody (${status}): look for it elsewhere.`);
  if (status === 429)
    return new ToolError(`${host} is asked too often (429): try again later.`, { isRetryable: true });
  if (status >= 500 || status === 408 || status === 425)
    return new ToolError(`${host} failed with status ${status}: try again later.`, { isRetryable: true });
  return new ToolError(`${host} answered with status ${status} and no page.`);
}
