import type { Answer, Question } from "../protocol/question.ts";

/** A run's open questions on the side that asks: each is settled, whatever becomes of the run. */
export class OpenQuestions {
  readonly #open = new Map<number, (answer: Answer) => void>();
  #count = 0;

  /** Sends a question under a number of its own; resolves with the answer, never rejects. */
  ask(question: Question, send: (id: number, question: Question) => void): Promise<Answer> {
    const id = this.#count++;
    return new Promise((resolve) => {
      this.#open.set(id, resolve);
      send(id, question);
    });
  }

  settle(id: number, answer: Answer): void {
    this.#open.get(id)?.(answer);
    this.#open.delete(id);
  }

  /** Nobody answers any more. */
  refuseAll(message: string): void {
    for (const id of [...this.#open.keys()]) this.settle(id, { status: "refused", message });
  }
}
