/** A file as a room that opens nothing itself is handed it. */
export interface DataFile {
  /** As shown to a person. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** From the start, each time it is called. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** Opens a path of the model file; throws a `DataError` where that is refused or fails. */
export type OpenFile = (path: string) => Promise<DataFile>;
