/** What the tools of a process are made with, as the environment configures them. */
export interface ToolSettings {
  readonly search: {
    readonly serperKey: string | undefined;
    readonly tavilyKey: string | undefined;
    readonly braveKey: string | undefined;
    readonly exaKey: string | undefined;
    readonly searxngUrl: string | undefined;
    /** Whether the keyless provider may be asked where no other is configured. */
    readonly keyless: boolean;
  };
  /** Folder of documents that searches and page reads are answered from; absolute. */
  readonly corpus: string | undefined;
  readonly fetch: {
    /** Hosts, `.suffixes`, addresses and ranges (CIDR) of one's own network that may be read. */
    readonly allow: readonly string[];
    readonly obeyRobots: boolean;
  };
  /** Folder of the sessions' workspaces; absolute. */
  readonly workspaces: string;
  /** Bytes that one session's workspace may hold. */
  readonly workspaceQuotaBytes: number;
  /** Path of the file that lists MCP servers. */
  readonly mcpFile: string | undefined;
}
