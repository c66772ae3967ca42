/** Every text of the page in the panel, translated by the host; `{0}`, `{1}` stand for values. */
export interface PanelStrings {
  readonly train: string;
  readonly trainAgain: string;
  readonly pause: string;
  readonly resume: string;
  readonly step: string;
  readonly stop: string;
  readonly trainHelp: string;
  readonly pauseHelp: string;
  readonly resumeHelp: string;
  readonly stepHelp: string;
  readonly stopHelp: string;
  readonly controls: string;
  readonly progress: string;

  readonly notTrained: string;
  readonly starting: string;
  readonly training: string;
  readonly paused: string;
  readonly completed: string;
  readonly stopped: string;
  readonly diverged: string;
  readonly failed: string;
  readonly divergedMessage: string;
  readonly failedMessage: string;
  readonly changed: string;

  readonly figures: string;
  readonly epoch: string;
  readonly epochOf: string;
  readonly bestEpoch: string;
  readonly trainingLoss: string;
  readonly validationLoss: string;
  readonly testLoss: string;
  readonly accuracy: string;
  readonly precision: string;
  readonly recall: string;
  readonly f1: string;
  readonly auc: string;
  readonly mae: string;
  readonly rmse: string;
  readonly r2: string;
  readonly onValidation: string;
  readonly onTest: string;
  readonly speed: string;
  readonly epochsPerSecond: string;
  readonly samplesPerSecond: string;
  readonly timeLeft: string;
  readonly timeTaken: string;
  readonly learningRate: string;
  readonly parameters: string;
  readonly sampleCounts: string;

  readonly findings: string;
  readonly error: string;
  readonly warning: string;
  readonly hint: string;
  readonly primary: string;
  readonly atEpoch: string;
  readonly reveal: string;

  readonly loss: string;
  readonly lossWaiting: string;
  readonly logarithmic: string;
  readonly smoothing: string;
  readonly resetZoom: string;
  readonly zoomHelp: string;
  readonly prediction: string;
  readonly predictionWaiting: string;
  readonly output: string;
  readonly actual: string;
  readonly predicted: string;
  readonly actualOf: string;
  readonly predictedOf: string;
  readonly perfect: string;
  readonly trainingPart: string;
  readonly validationPart: string;
  readonly testPart: string;
  readonly part: string;
  readonly row: string;
  readonly showAsTable: string;

  readonly lossSummary: string;
  readonly lossSummaryValidation: string;
  readonly lossSummaryNone: string;
  readonly seriesSummary: string;
  readonly curveSummary: string;
  readonly scatterSummary: string;
  readonly predictionSummaryNone: string;
  readonly errorSummary: string;

  readonly emptyTitle: string;
  readonly emptyText: string;
  readonly emptyLoss: string;
  readonly emptyPrediction: string;
  readonly emptyFindings: string;
}
