import * as vscode from "vscode";
import type { RunRegistry } from "./runs.ts";

/** Keeps the context keys that menus ask for, set only when they change. */
export class ContextKeys {
  readonly #runs: RunRegistry;
  readonly #target: () => vscode.Uri | undefined;
  readonly #last = new Map<string, string>();

  constructor(runs: RunRegistry, target: () => vscode.Uri | undefined) {
    this.#runs = runs;
    this.#target = target;
  }

  update(): void {
    const target = this.#target();
    this.#set("backprop.isModelFile", target !== undefined);
    this.#set("backprop.runStatus", (target && this.#runs.progress(target)?.status) ?? "none");
    const active = this.#runs.active();
    const paused = active.filter(({ status }) => status === "paused");
    const training = active.filter(({ status }) => status !== "paused");
    this.#set("backprop.trainingFiles", training.flatMap(pathsOf));
    this.#set("backprop.pausedFiles", paused.flatMap(pathsOf));
  }

  #set(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    if (this.#last.get(key) === text) return;
    this.#last.set(key, text);
    void vscode.commands.executeCommand("setContext", key, value);
  }
}

/** What a menu may know the file's path as: its URI differs where the window is on another machine. */
const pathsOf = ({ uri }: { readonly uri: vscode.Uri }): string[] => [...new Set([uri.fsPath, uri.path])];
