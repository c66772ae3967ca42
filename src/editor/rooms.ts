import * as vscode from "vscode";

type Rooms = typeof import("./heavy-rooms.ts");

let rooms: Promise<Rooms> | undefined;

/** The heavy rooms, run on first use so that activation stays quick. */
export function loadRooms(): Promise<Rooms> {
  rooms ??= import("./heavy-rooms.ts").then((loaded) => {
    if (vscode.l10n.bundle) loaded.configureTranslations({ contents: vscode.l10n.bundle });
    return loaded;
  });
  return rooms;
}
