import { Client, Connection, type ConnectionLike } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

/** Where the engine is, when it is not what the Temporal client variables say. */
export interface EngineAddress {
  /** `host:port` of the embedded engine; absent: the usual Temporal variables and profiles decide. */
  readonly address?: string;
  readonly namespace?: string;
}

/** What both connection kinds of the SDK are opened with; `namespace` is the one to work in. */
export interface EngineSettings {
  readonly connection: ReturnType<typeof loadClientConnectConfig>['connectionOptions'];
  readonly namespace: string;
}

/** Reads address, namespace, API key and TLS as every Temporal client does; `given` wins. Throws on bad values. */
export function engineSettings(given: EngineAddress = {}): EngineSettings {
  const { connectionOptions, namespace } = loadClientConnectConfig();
  return {
    connection: { ...connectionOptions, ...(given.address !== undefined && { address: given.address }) },
    namespace: given.namespace ?? namespace ?? 'default',
  };
}

/** Opens a client connection. Throws when the engine does not answer within the SDK's connect time-out (10 s). */
export async function connectEngine(settings: EngineSettings): Promise<Client> {
  const connection = await Connection.connect(settings.connection);
  return clientOn(connection, settings.namespace);
}

/** A client on a connection that somebody else opened, such as the worker's own: it allows eager starts. */
export function clientOn(connection: ConnectionLike, namespace: string): Client {
  return new Client({ connection, namespace });
}
