import * as path from "node:path";
import * as vscode from "vscode";
import { dataFileRefusal, fileAccess } from "./model-uri.ts";
import { loadRooms } from "./rooms.ts";

/** Files that one pattern leads to, at most. */
const mostFiles = 100;

/** From the name of a data file to the file, or from a pattern to every file that it finds. */
export class DataDefinitions implements vscode.DefinitionProvider {
  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.LocationLink[]> {
    const { dataPlaceAt, fileOpener } = await loadRooms();
    const place = dataPlaceAt(document.getText(), document.offsetAt(position));
    const access = fileAccess(document.uri);
    if (place?.kind !== "file" || !access || dataFileRefusal(document.uri)) return [];
    // Where it cannot be opened there is nowhere to go, and a problem says why.
    const files = await fileOpener(access)(place.file).catch(() => []);
    const start = new vscode.Position(0, 0);
    const originSelectionRange = new vscode.Range(
      document.positionAt(place.offset),
      document.positionAt(place.offset + place.length),
    );
    return files.slice(0, mostFiles).map((file) => ({
      originSelectionRange,
      targetUri: vscode.Uri.file(path.resolve(access.folder, file.path)),
      targetRange: new vscode.Range(start, start),
    }));
  }
}
