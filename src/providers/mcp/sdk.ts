// What is loaded is said best by the SDK itself.
/* eslint-disable @typescript-eslint/explicit-module-boundary-types */

/** Loads what is used of MCP's SDK: half a second that nobody pays who has no MCP server. */
export async function loadSdk() {
  const [{ Client }, { StreamableHTTPClientTransport }, stdio, { ReadBuffer, serializeMessage }, types] =
    await Promise.all([
      import('@modelcontextprotocol/sdk/client/index.js'),
      import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
      import('@modelcontextprotocol/sdk/client/stdio.js'),
      import('@modelcontextprotocol/sdk/shared/stdio.js'),
      import('@modelcontextprotocol/sdk/types.js'),
    ]);
  return { Client, StreamableHTTPClientTransport, ...stdio, ReadBuffer, serializeMessage, types };
}

export type Sdk = Awaited<ReturnType<typeof loadSdk>>;
export type McpClient = InstanceType<Sdk['Client']>;
export type Transport = Parameters<McpClient['connect']>[0];
type Schemas = Sdk['types'];
export type McpTool = ReturnType<Schemas['ListToolsResultSchema']['parse']>['tools'][number];
export type CallResult = ReturnType<Schemas['CallToolResultSchema']['parse']>;
