/** What a program is run with; contents of files are base64. */
export interface ProgramRequest {
  readonly code: string;
  readonly files: readonly (readonly [path: string, base64: string])[];
  readonly timeoutMs: number;
  readonly most: { readonly outputCharacters: number; readonly fileBytes: number; readonly files: number };
}

/** What came of a program, and the files that it left. */
export interface ProgramOutcome {
  readonly value: string | null;
  readonly error: string | null;
  readonly files: Map<string, Uint8Array>;
  /** Whether files were left out, since they are too many or too large. */
  readonly isCut: boolean;
}

/** Takes what a program prints. */
export type Print = (stream: 'out' | 'err', text: string) => void;

/** An interpreter that is ready: it runs one program on these files. */
export type Program = (
  request: ProgramRequest,
  files: Map<string, Uint8Array>,
  print: Print,
) => Promise<ProgramOutcome>;

/** Makes an interpreter ready; `base` is the URL of its folder, `snapshot` its memory as `MakeSnapshot` left it. */
export type Load = (base: string, snapshot?: Uint8Array) => Promise<Program>;

/** Makes an interpreter ready and returns its memory. */
export type MakeSnapshot = (base: string) => Promise<Uint8Array>;
