import * as vscode from "vscode";
import type { ModelFile } from "../model/model.ts";
import type { DataSummary } from "../protocol/data-summary.ts";
import type { DataCache } from "../runs/data-cache.ts";
import type { DataLook } from "../runs/data-protocol.ts";
import type { AskOptions, DataService } from "../runs/data-service.ts";
import { memoryLimit } from "../runs/limits.ts";
import { cellsOf } from "./check-size.ts";
import { dataFileRefusal, fileAccess } from "./model-uri.ts";
import { loadRooms } from "./rooms.ts";

/** Data up to this size is read before anyone notices. */
const quickFile = 1 << 20;
const quickCells = 200_000;

/** Why the data may not be looked at here; nothing is wrong with it. */
export class Refused extends Error {}

interface Opened {
  readonly service: DataService;
  readonly cache: DataCache;
}

/** The data of the model files, looked at by a worker of its own. */
export class DataDesk implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  #opened: Promise<Opened> | undefined;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
  }

  /** What the data's source holds, also while the file is not valid. Throws `Refused` where no file may be read. */
  async describe(
    { uri, text }: { readonly uri: vscode.Uri; readonly text: string },
    options: AskOptions = {},
  ): Promise<DataSummary> {
    const { readDataSource } = await loadRooms();
    refuse(uri, readDataSource(text)?.file !== undefined);
    const { cache } = await this.#open();
    return await cache.describe(text, fileAccess(uri), options);
  }

  /** The data of a valid model file as the network sees it. */
  async look(uri: vscode.Uri, text: string, model: ModelFile, options: AskOptions = {}): Promise<DataLook> {
    refuse(uri, model.data.file !== undefined);
    const { cache } = await this.#open();
    return await cache.look(text, model, fileAccess(uri), options);
  }

  /** Whether `look` answers within a moment. */
  async isQuick(uri: vscode.Uri, model: ModelFile): Promise<boolean> {
    const { file } = model.data;
    const access = fileAccess(uri);
    if (file === undefined && cellsOf(model.data) <= quickCells) return true;
    // It is not looked at at all.
    if (file !== undefined && (!access || dataFileRefusal(uri))) return true;
    const { cache } = await this.#open();
    if (await cache.knows(model, access)) return true;
    if (file === undefined || !access) return false;
    const { fileOpener, openNamed } = await loadRooms();
    const files = await openNamed(file, fileOpener(access)).catch(() => []);
    return files.reduce((sum, { size }) => sum + size, 0) <= quickFile;
  }

  dispose(): void {
    void this.#opened?.then(({ service }) => service.dispose());
  }

  #open(): Promise<Opened> {
    this.#opened ??= loadRooms().then(({ DataCache, DataService }) => {
      const translations = vscode.l10n.bundle;
      const service = new DataService({
        workerPath: this.#context.asAbsolutePath("dist/data-worker.js"),
        memoryLimit: memoryLimit(),
        ...(translations && { translations }),
      });
      return { service, cache: new DataCache(service) };
    });
    return this.#opened;
  }
}

function refuse(uri: vscode.Uri, readsFile: boolean): void {
  const refusal = readsFile ? dataFileRefusal(uri) : undefined;
  if (refusal) throw new Refused(refusal);
}
