/** A formula with the numbers of one sample in it. */
export interface Equation {
  /** What it gives, in the field's letters: `z`, `a`, `δ`, `∂L/∂w`. */
  readonly left: string;
  /** In letters: `w·x + b`. */
  readonly formula: string;
  /** The same with every letter's number in its place, texts and numbers in turn. */
  readonly values: readonly (string | number)[];
  readonly result: number;
  /** How many more terms of a long sum its last number stands for. */
  readonly more?: number;
}

export interface NamedValue {
  readonly name: string;
  readonly value: number;
}

/** One trained number of the unit at hand, and what the update does to it. */
export interface WalkWeight {
  /** `kernel`, `bias`, `gamma` or `beta`. */
  readonly parameter: string;
  /** From which input, from 0; absent for a number that the unit has but once. */
  readonly input?: number;
  readonly weight: number;
  /** The loss's derivative by it, penalties included, before the clip and after it. */
  readonly gradient: number;
  readonly clipped: number;
  readonly next: number;
}

export interface WalkLayer {
  readonly type: string;
  /** Its activation's name, where it has one. */
  readonly activation?: string;
  readonly inputs: number;
  readonly units: number;
  /** Whether the update changes something in it. */
  readonly trained: boolean;
  /** What its first units give, and the loss's derivative by their pre-activations (by their outputs where there are none). */
  readonly outputs: readonly number[];
  readonly errors: readonly number[];
}

/** The unit that is looked at closely: its equations, and one of its weights. */
export interface WalkUnit {
  readonly layer: number;
  readonly unit: number;
  readonly forward: readonly Equation[];
  readonly backward: readonly Equation[];
  /** Its first weights. */
  readonly weights: readonly WalkWeight[];
  /** Index in `weights`; its gradient, the clip, and the optimizer's step. */
  readonly weight: number;
  readonly update: readonly Equation[];
}

/** One sample's way through the network and back, as if it were a batch of its own; in the network's units. */
export interface Walk {
  /** Updates that made the weights. */
  readonly step: number;
  readonly learningRate: number;
  /** Index of the sample among the training samples, from 0, and how many there are. */
  readonly sample: number;
  readonly samples: number;
  /** The first of each. */
  readonly inputs: readonly NamedValue[];
  readonly targets: readonly NamedValue[];
  readonly layers: readonly WalkLayer[];
  /** For each of the first outputs. */
  readonly losses: readonly Equation[];
  /** Their mean, or sum. */
  readonly loss: Equation;
  /** The length of the whole gradient; and the clip, where there is one. */
  readonly gradientNorm: number;
  readonly clip?: "value" | "norm";
  readonly unit: WalkUnit;
}
