/**
 * The words that TypeScript and the kernels share: operations, activations, losses, and where each number
 * stands in memory. Plain constants, so that both compilers read this one file.
 */

// An instruction is `instructionWords` Int32 words: the operation, its cost and its arguments.
export const instructionWords = 20;
/** Estimated cost of one unit of work, in floating point operations. */
export const wordCost = 1;
/** Index of the first argument. */
export const wordArguments = 2;

export const opGather = 0;
export const opDense = 1;
export const opSoftmax = 2;
export const opSoftmaxGradient = 3;
export const opLoss = 4;
export const opDerivative = 5;
export const opDenseInputGradient = 6;
export const opDenseWeightGradient = 7;
export const opScan = 8;
export const opSgd = 9;
export const opAdam = 10;
export const opStep = 11;
export const opOutput = 12;
export const opNext = 13;
export const opOnline = 14;
export const opActivate = 20;
export const opDropout = 21;
export const opBatchNorm = 22;
export const opBatchNormGradient = 23;
export const opLayerNorm = 24;
export const opLayerNormGradient = 25;
export const opLayerNormWeightGradient = 26;
export const opPenalty = 27;

export const activationIdentity = 0;
export const activationRelu = 1;
export const activationQuadratic = 2;
export const activationSigmoid = 3;
export const activationTanh = 4;
export const activationExponential = 5;

export const lossMse = 0;
export const lossMae = 1;
/** On probabilities, clamped. */
export const lossCrossEntropy = 2;
export const lossBinaryCrossEntropy = 3;
/** On logits, with the activation in front of it. */
export const lossSoftmaxCrossEntropy = 4;
export const lossSigmoidBinaryCrossEntropy = 5;

/** What the pass counts besides the loss: absolute errors, rows whose largest output is right, or values on the right side of a half. */
export const countAbsolute = 0;
export const countLargest = 1;
export const countHalf = 2;

export const clipNone = 0;
export const clipValue = 1;
export const clipNorm = 2;

// A pass, the state of one run through a list of samples: Int32 words from its start.
/** Address of the first instruction. */
export const passPlan = 0;
/** Address of the instruction that runs next, and its next unit of work. */
export const passInstruction = 2;
export const passUnit = 3;
/** Addresses of the sample numbers (Uint32), of each sample's rows in the tables, and of the tables. */
export const passOrder = 4;
export const passInputStart = 5;
export const passTargetStart = 6;
export const passInputs = 7;
export const passTargets = 8;
/** Values per row of the tables. */
export const passInputStride = 9;
export const passTargetStride = 10;
/** Samples in the pass, per batch, done, and in the batch at hand. */
export const passCount = 11;
export const passBatch = 12;
export const passPosition = 13;
export const passRows = 14;
// Float64 numbers from byte `passNumbers` of a pass.
export const passNumbers = 128;
/** Sum over the rows done of the loss, and of the metric. */
export const numberLoss = 0;
export const numberMetric = 1;
/** The same of the batch at hand. */
export const numberBatchLoss = 2;
export const numberBatchMetric = 3;
/** Updates done in the whole run. */
export const numberStep = 4;
export const numberLearningRate = 5;
/** Largest gradient of the batch, sum of squares, and the factor that `clip.norm` multiplies with. */
export const numberLargestGradient = 6;
export const numberSquares = 7;
export const numberClipFactor = 8;
/** Largest weight or optimizer state after the last update, and in the update at hand. */
export const numberLargest = 9;
export const numberNextLargest = 10;
/** Loss of the run's first batch, before any update. */
export const numberFirstLoss = 11;
/** Sum over the rows done of the penalties, each row with its batch's before the update, and the rows. */
export const numberPenalty = 20;
export const numberPenaltyRows = 21;
export const passBytes = 384;

// What `run` returns.
export const stopPassEnd = 0;
export const stopDeadline = 1;
export const stopLoss = 2;
export const stopGradient = 3;
export const stopWeight = 4;
/** At the end of a batch, where `run` was asked to end at the next one. */
export const stopBatchEnd = 5;

// Float64 settings of an optimizer, in the order in which its kernel reads them.
export const settingClip = 0;
export const settingClipLimit = 1;
export const settingWeightDecay = 2;
export const settingMomentum = 3;
export const settingDampening = 4;
export const settingNesterov = 5;
export const settingBeta1 = 3;
export const settingBeta2 = 4;
export const settingEpsilon = 5;
/** 1 where a step of ordinary numbers cannot overflow, so that weights need no look before they are written. */
export const settingBounded = 6;
export const settingBytes = 128;

// A layer of the online kernel: `onlineWords` Int32 words.
export const onlineWords = 8;
export const onlineInputs = 0;
export const onlineUnits = 1;
export const onlineActivation = 2;
export const onlineKernel = 3;
export const onlineBias = 4;
export const onlineOutput = 5;
export const onlineBefore = 6;
export const onlineError = 7;

/** Bytes of a panel's row: 8 float32 or 4 float64. */
export const panelBytes = 32;
/** Largest number for which products of two, times a learning rate of a million, stay finite in float32. */
export const ordinary = 1e15;
