/** A short training with one rate, from the network's first weights. */
export interface RateTrial {
  readonly rate: number;
  /** After the trial's updates, on the rows that the test looks at; not finite where the training diverged. */
  readonly loss: number;
}

/** A range test of the learning rate: the network is trained while its rate grows, and the loss is watched. */
export interface RateTest {
  readonly status: "reading" | "testing" | "trying" | "done" | "failed";
  /** Of the work, 0 to 1. */
  readonly progress: number;
  /** The rates so far, ascending, and the loss after the updates with each, in the units that the network trains in. */
  readonly rates: Float64Array<ArrayBuffer>;
  readonly losses: Float64Array<ArrayBuffer>;
  /** Of the untouched network. */
  readonly firstLoss?: number;
  /** Ascending in their rates. */
  readonly trials: readonly RateTrial[];
  /** Updates of a trial. */
  readonly trialSteps: number;
  /** The key that sets the rate, and what the file says. */
  readonly rateKey: "learningRate" | "maxLearningRate";
  readonly fileRate: number;
  /** The rate to take, where one was found. */
  readonly suggested?: number;
  /** Why that one, why none, or why the test failed. */
  readonly message?: string;
}

export const emptyRateTest: RateTest = {
  status: "reading",
  progress: 0,
  rates: new Float64Array(0),
  losses: new Float64Array(0),
  trials: [],
  trialSteps: 0,
  rateKey: "learningRate",
  fileRate: 0,
};

export const isTesting = ({ status }: RateTest): boolean => status !== "done" && status !== "failed";
