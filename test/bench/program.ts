import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Work } from "./workload.ts";

/** The first line of a program: its name, version and settings. */
export interface Ready {
  readonly program: string;
}

/** The line that answers a cut. */
export interface Answer {
  /** Of the training alone, from the first weights. */
  readonly seconds: number;
  /** Over the cut's rows, after the training. */
  readonly loss: number;
  /** Of the engine; bytes of the kernels' memory, and of the process at most. */
  readonly facts?: {
    readonly kernels: number;
    readonly peak: number;
    readonly parameters: number;
    readonly threads: number;
  };
}

/**
 * A program that has a workload in memory and trains cuts of it on demand: it prints a `Ready` line, and for each
 * line that holds a cut an `Answer`.
 */
export class Program {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #errors = "";
  /** With its version and settings. */
  name = "";

  static async start(
    command: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Program> {
    const [file = "", ...args] = command;
    const env = { ...process.env, ...environment };
    const child = spawn(file, args, { stdio: ["pipe", "pipe", "pipe"], env });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const program = new Program(child, lines);
    const { program: name } = await program.#answer<Ready>();
    program.name = name;
    return program;
  }

  private constructor(child: ChildProcess, lines: AsyncIterator<string>) {
    this.#child = child;
    this.#lines = lines;
    child.stderr?.on("data", (data) => {
      this.#errors = `${this.#errors}${data}`.slice(-2000);
    });
  }

  train(work: Work): Promise<Answer> {
    this.#child.stdin?.write(`${JSON.stringify(work)}\n`);
    return this.#answer<Answer>();
  }

  async #answer<T>(): Promise<T> {
    const line = await this.#lines.next();
    if (line.done) throw new Error(`${this.#child.spawnargs.join(" ")} ended: ${this.#errors}`);
    return JSON.parse(line.value) as T;
  }

  async end(): Promise<void> {
    const ended = new Promise((settle) => this.#child.once("close", settle));
    this.#child.stdin?.end();
    await ended;
  }
}
