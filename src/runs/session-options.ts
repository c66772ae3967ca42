import type { OpenFiles } from "../data/files.ts";
import type { StartThread } from "../engine/trainer.ts";
import type { Control } from "../protocol/control.ts";
import type { EndStatus, RunEvent } from "../protocol/events.ts";
import type { Finding } from "../protocol/finding.ts";
import type { Answer, Question } from "../protocol/question.ts";
import type { RunUpdate } from "../protocol/run.ts";
import type { LiveOrder, SettingsChange } from "../protocol/settings.ts";
import type { Topic } from "../protocol/topics.ts";
import type { ResumePoint, RunStore } from "./store.ts";

export interface AskedQuestion {
  readonly question: Question;
  readonly answer: (answer: Answer) => void;
}

/** How a person or a program steers the run. */
export interface SessionControl {
  /** What is wanted now; read between slices of about 10 ms. */
  read(): Control;
  /** What `step` or `stepBatch` asked for is done: from now on `pause` holds, unless something else was asked since. */
  stepped(done: Control): void;
  /** Resolves when what is wanted may have changed; awaited while paused. */
  changed(): Promise<void>;
  /** Whether a view shows this. */
  wants(topic: Topic): boolean;
  /** What the run was told since this was last asked. */
  takeOrder?(): LiveOrder | undefined;
  /** What views have asked since this was last asked, in order; each wants its answer. */
  takeQuestions?(): readonly AskedQuestion[];
}

export type SessionUpdate = Omit<RunUpdate, "id">;

export interface SessionOptions {
  /** The model file's text, and its name for a person. */
  readonly text: string;
  readonly fileName: string;
  readonly open: OpenFiles;
  /** Bytes that the run's buffers may take. */
  readonly memoryLimit: number;
  /** The most threads that train; default 1. */
  readonly threads?: number;
  /** Starts one more of them; without it there is one. */
  readonly startThread?: StartThread;
  /** Version of the program, kept with the run. */
  readonly program: string;
  readonly control: SessionControl;
  /** Lets the event loop take its turn. */
  readonly yieldToEvents: () => Promise<void>;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Makes the place where the run is saved; called once it is sure to start. Absent: it is not saved. */
  readonly createStore?: () => Promise<RunStore>;
  /** What holds from the start on, whatever the text says. */
  readonly settings?: SettingsChange;
  /** A saved run to go on from. */
  readonly resume?: ResumePoint;
  /** Every event in order, every epoch included; training waits for the promise. */
  readonly onEvents?: (events: readonly RunEvent[]) => void | Promise<void>;
  /** What changed, about 15 times a second at most, in buffers of exact length that the receiver may take over. */
  readonly onUpdate?: (update: SessionUpdate) => void;
  /** Something went wrong that does not end the run. */
  readonly onNotice?: (message: string) => void;
}

/** `invalid`: training did not start, and the findings say why. It may also be stopped before it starts. */
export interface SessionResult {
  readonly status: EndStatus | "invalid";
  readonly findings: readonly Finding[];
}
