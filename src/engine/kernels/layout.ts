/**
 * The words that TypeScript and the kernels share: operations, activations, losses, and where each number
 * stands in memory. Plain constants, so that both compilers read this one file.
 */

// An instruction is `instructionWords` Int32 words: the operation, its cost, its arguments, and how threads may
// share it (`Program.share`). An instruction that says nothing of that runs on one thread.
export const instructionWords = 24;
/** Estimated cost of one unit of work, in floating point operations. */
export const wordCost = 1;
/** Index of the first argument. */
export const wordArguments = 2;
/** Of an instruction that applies an activation: its parameter, a float64 in two words. */
export const wordParameter = 18;
/**
 * Units whose numbers are equal modulo `wordShares` run in order, all others in any order and at the same time;
 * `everyUnit`: all in any order; 0: one thread runs them. There are `wordSteps` times as many units as shares, for
 * every `wordUnitRows` rows of the batch (0: whatever its rows).
 */
export const wordShares = 20;
export const wordSteps = 21;
export const wordUnitRows = 22;
export const everyUnit = -1;

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
export const opExpression = 50;
export const opRmsprop = 40;
export const opAdagrad = 41;
export const opAdadelta = 42;
export const opNadam = 43;
export const opLion = 44;
/** Follows `opNadam`. */
export const opNadamEnd = 45;
/** Put together what the units of `opScan` and of a probe found; leave the probe out where all is ordinary. */
export const opScanEnd = 70;
export const opProbeEnd = 71;
export const opSkipProbe = 72;

export const activationIdentity = 0;
export const activationRelu = 1;
export const activationQuadratic = 2;
export const activationSigmoid = 3;
export const activationTanh = 4;
export const activationExponential = 5;
export const activationLeakyRelu = 10;
export const activationElu = 11;
export const activationSelu = 12;
export const activationSoftplus = 13;
export const activationSoftsign = 14;
export const activationGelu = 15;
export const activationSilu = 16;
export const activationMish = 17;
export const activationSin = 18;

// An expression's operations, each `termWords` Int32 words: operation, register of the result, registers of the
// arguments; of a constant its float64 in two words. They begin at the table's third word.
export const termWords = 6;
/** Vectors in a register. */
export const termVectors = 32;
export const termX = 0;
export const termConstant = 1;
export const termAdd = 2;
export const termSubtract = 3;
export const termMultiply = 4;
export const termDivide = 5;
export const termNegate = 6;
export const termMod = 7;
export const termPow = 8;
export const termEqual = 9;
export const termLarger = 10;
export const termAnd = 11;
export const termOr = 12;
export const termNot = 13;
export const termAbs = 14;
export const termSqrt = 15;
export const termCbrt = 16;
export const termExp = 17;
export const termLog = 18;
export const termLog2 = 19;
export const termLog10 = 20;
export const termSin = 21;
export const termCos = 22;
export const termTan = 23;
export const termAsin = 24;
export const termAcos = 25;
export const termAtan = 26;
export const termAtan2 = 27;
export const termSinh = 28;
export const termCosh = 29;
export const termTanh = 30;
export const termFloor = 31;
export const termCeil = 32;
export const termRound = 33;
export const termSign = 34;
export const termMin = 35;
export const termMax = 36;
export const termChoose = 37;

export const lossMse = 0;
export const lossMae = 1;
export const lossHuber = 10;
export const lossLogCosh = 11;
export const lossHinge = 12;
export const lossPoisson = 13;
/** On probabilities, clamped. */
export const lossCrossEntropy = 2;
export const lossBinaryCrossEntropy = 3;
/** On logits, with the activation in front of it. */
export const lossSoftmaxCrossEntropy = 4;
export const lossSigmoidBinaryCrossEntropy = 5;

/** What the pass counts besides the loss: absolute errors, rows whose largest output is right, values on the right side of a half, or of zero. */
export const countAbsolute = 0;
export const countLargest = 1;
export const countHalf = 2;
export const countSign = 3;

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
/** Address of two Float64 a unit of `opScan` and of the update: the largest number, and the sum of squares. */
export const passPartials = 16;
/** Where the outputs of the pass's samples go, row-major in its order; 0: nowhere. */
export const passKept = 20;
/** Address of the samples' weights in the loss (Float64), by the sample's number; 0: all count alike. */
export const passWeights = 21;
/** Address of the learning rates of the epoch's batches (Float64); 0: one for all. */
export const passRates = 24;
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
/** Largest weight or optimizer state after the last update. */
export const numberLargest = 9;
/** Loss of the run's first batch, before any update. */
export const numberFirstLoss = 11;
/** NAdam's product of its momenta over the updates done. */
export const numberMomentumProduct = 12;
/** Sum of the samples' weights over the rows done, and over the batch at hand; only where they have some. */
export const numberWeights = 16;
export const numberBatchWeights = 17;
/** Sum over the rows done of the penalties, each row with its batch's before the update, and the rows. */
export const numberPenalty = 20;
export const numberPenaltyRows = 21;
export const passBytes = 384;

// The jobs that one thread hands to the others: from their address, which all of them know. Bytes.
/** What is left to claim (16 bits each of the first and of the end of it), below the number of the job. */
export const jobClaims = 0;
export const jobNumber = 4;
/** Shares that the others have done, and whether the first thread sleeps until they are. */
export const jobDone = 64;
export const jobWaits = 68;
/** Threads that sleep until there is a job, and whether they are to end. */
export const jobSleepers = 128;
export const jobEnd = 132;
/** The job: instruction, pass, rows, first unit, units from one to the next of a share, and of these how many. */
export const jobInstruction = 192;
export const jobPass = 196;
export const jobRows = 200;
export const jobFirst = 204;
export const jobStride = 208;
export const jobUnits = 212;
export const jobBytes = 256;

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
export const settingLearningRateDecay = 3;
export const settingSquareDecay = 4;
export const settingBeta1 = 3;
export const settingBeta2 = 4;
export const settingEpsilon = 5;
/** 1 where a step of ordinary numbers cannot overflow, so that weights need no look before they are written. */
export const settingBounded = 6;
export const settingAmsgrad = 7;
export const settingCentered = 7;
export const settingMomentumDecay = 7;
/** 1 where weight decay acts on the weights themselves instead of their gradients. */
export const settingDecoupled = 8;
export const settingBytes = 128;

// A layer of the online kernel: `onlineWords` Int32 words.
export const onlineWords = 10;
export const onlineInputs = 0;
export const onlineUnits = 1;
export const onlineActivation = 2;
export const onlineKernel = 3;
export const onlineBias = 4;
export const onlineOutput = 5;
export const onlineBefore = 6;
export const onlineError = 7;
/** Of the activation, a float64 in two words. */
export const onlineParameter = 8;

/** Rows, and steps of the sum, in one unit of a product of matrices: whole tiles of six rows, and 256 rows in one. */
export const rowBlock = 258;
export const depthBlock = 512;
/** Rows summed up in one unit of the weight gradient. */
export const gradientRows = 256;
/** Panels of inputs in one unit of the weight gradient. */
export const inputBlock = 64;
/** Room for one transposed block of a kernel, for each thread. */
export const scratchBytes = 16384;
/** Values in one unit of an instruction that goes over rows. */
export const rowValues = 16384;
/** Bytes in one unit of an instruction that goes over all weights. */
export const updateBytes = 32768;

/** Bytes of a panel's row: 8 float32 or 4 float64. */
export const panelBytes = 32;
/** Largest number for which products of two, times a learning rate of a million, stay finite in float32. */
export const ordinary = 1e15;
