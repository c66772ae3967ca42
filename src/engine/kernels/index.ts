// The kernels' own loop: runs a pass's plan, batch after batch, until the pass ends, the time is over, or a
// number stops being finite. What is under way stands in the pass itself, so the next call goes on from there.
import { adadelta, adagrad, endNadam, lion, nadam, rmsprop } from "./adaptive";
import { activate } from "./activations";
import { batchNorm, batchNormGradient } from "./batch-norm";
import { clock } from "./clock";
import { dense, denseInputGradient, denseWeightGradient } from "./dense";
import { dropout } from "./dropout";
import { expression } from "./expression";
import { layerNorm, layerNormGradient, layerNormWeightGradient } from "./layer-norm";
import {
  everyUnit,
  instructionWords,
  numberBatchLoss,
  numberBatchMetric,
  numberFirstLoss,
  numberLearningRate,
  numberLoss,
  numberMetric,
  numberStep,
  opActivate,
  opAdadelta,
  opAdagrad,
  opAdam,
  opBatchNorm,
  opBatchNormGradient,
  opDense,
  opDenseInputGradient,
  opDenseWeightGradient,
  opDerivative,
  opDropout,
  opExpression,
  opGather,
  opLayerNorm,
  opLayerNormGradient,
  opLayerNormWeightGradient,
  opLion,
  opLoss,
  opNadam,
  opNadamEnd,
  opNext,
  opOnline,
  opOutput,
  opPenalty,
  opProbeEnd,
  opRmsprop,
  opScan,
  opScanEnd,
  opSgd,
  opSkipProbe,
  opSoftmax,
  opSoftmaxGradient,
  opStep,
  passBatch,
  passCount,
  passInstruction,
  passPlan,
  passPosition,
  passRates,
  passRows,
  passUnit,
  stopBatchEnd,
  stopDeadline,
  stopGradient,
  stopLoss,
  stopPassEnd,
  stopWeight,
  wordCost,
  wordShares,
  wordSteps,
  wordUnitRows,
} from "./layout";
import { batchDivisor, loss, number, setNumber } from "./loss";
import { online } from "./online";
import { penalty } from "./penalty";
import { activateColumns, derivatives, gather, output, softmax, softmaxGradient, word } from "./rows";
import {
  claim,
  claimed,
  claimedInstruction,
  claimedPass,
  claimedRows,
  claimedStride,
  claimedUnits,
  claimFirst,
  done,
  jobs,
  offer,
  settle,
  threads,
} from "./threads";
import { adam, endProbe, endScan, endStep, isOrdinary, scan, sgd } from "./update";

export { join } from "./threads";

/** Cost after which the clock is asked. */
const quantum: i32 = 1 << 18;
/** Cost of an instruction from which threads share it, and of one job for each of them: some ms at most. */
const leastShared: i64 = 1 << 19;
const jobCost: i64 = 1 << 26;
const instructionBytes: usize = instructionWords * 4;

@inline function setWord(pass: usize, index: i32, value: i32): void {
  store<i32>(pass + (<usize>index << 2), value);
}

/** Runs one unit of an instruction: the unit that comes next, −1 where there is none, −2 − stop where the run ends. */
function execute(ins: usize, unit: i32, rows: i32, pass: usize): i32 {
  switch (load<i32>(ins)) {
    case opGather: return gather(ins, unit, rows, pass);
    case opDense: return dense(ins, unit, rows);
    case opSoftmax: return softmax(ins, unit, rows);
    case opSoftmaxGradient: return softmaxGradient(ins, unit, rows);
    case opLoss: return endLoss(loss(ins, unit, rows, pass), load<i32>(ins, 16), rows, pass);
    case opDerivative: return derivatives(ins, unit, rows);
    case opDenseInputGradient: return denseInputGradient(ins, unit, rows);
    case opDenseWeightGradient: return denseWeightGradient(ins, unit, rows);
    case opActivate: return activateColumns(ins, unit, rows);
    case opDropout: return dropout(ins, unit, rows, pass);
    case opBatchNorm: return batchNorm(ins, unit, rows);
    case opBatchNormGradient: return batchNormGradient(ins, unit, rows);
    case opLayerNorm: return layerNorm(ins, unit, rows);
    case opLayerNormGradient: return layerNormGradient(ins, unit, rows);
    case opLayerNormWeightGradient: return layerNormWeightGradient(ins, unit, rows);
    case opExpression: return expression(ins, unit, rows);
    case opPenalty: return penalty(ins, unit, rows, pass);
    case opScan: return scan(ins, unit, pass);
    case opScanEnd: return endScan(ins, pass) ? -1 : -2 - stopGradient;
    case opSgd: return sgd(ins, unit, pass);
    case opAdam: return adam(ins, unit, pass);
    case opRmsprop: return rmsprop(ins, unit, pass);
    case opAdagrad: return adagrad(ins, unit, pass);
    case opAdadelta: return adadelta(ins, unit, pass);
    case opNadam: return nadam(ins, unit, pass);
    case opNadamEnd: return endNadam(ins, pass);
    case opLion: return lion(ins, unit, pass);
    case opProbeEnd: return endProbe(ins, pass) ? -1 : -2 - stopWeight;
    case opOutput: return output(ins, unit, rows);
    // opStep
    default: return endStep(ins, pass);
  }
}

/** Adds the batch's loss and metric to the pass's where the last rows are done. */
@inline function endLoss(next: i32, train: i32, rows: i32, pass: usize): i32 {
  if (next >= 0) return next;
  const total = number(pass, numberBatchLoss);
  setNumber(pass, numberLoss, number(pass, numberLoss) + total);
  setNumber(pass, numberMetric, number(pass, numberMetric) + number(pass, numberBatchMetric));
  if (train && number(pass, numberStep) === 0) setNumber(pass, numberFirstLoss, total / batchDivisor(pass, rows));
  return train && total - total !== 0 ? -2 - stopLoss : -1;
}

@inline function field(ins: usize, index: i32): i32 {
  return load<i32>(ins + (<usize>index << 2));
}

/** Shares the instruction's units from `unit` on, as many as a job may have, with the other threads; the next unit. */
function share(ins: usize, unit: i32, rows: i32, pass: usize): i32 {
  const unitRows = field(ins, wordUnitRows), blocks = unitRows ? (rows + unitRows - 1) / unitRows : 1;
  const units = field(ins, wordSteps) * blocks * max(1, field(ins, wordShares));
  const shares = field(ins, wordShares) === everyUnit ? units : field(ins, wordShares);
  const from = unit % shares, most = <i32>min(max(<i64>threads * jobCost / field(ins, wordCost), 1), 0xffff);
  // Whole rounds of all shares, or a part of one.
  const count = min(shares - from, most), rounds = count === shares ? min((units - unit) / shares, max(1, most / shares)) : 1;
  offer(ins, pass, rows, unit, count, shares, rounds);
  let mine = 0;
  for (let claimed = claimFirst(); claimed >= 0; claimed = claimFirst(), mine++) runShare(ins, unit + claimed, rows, pass, shares, rounds);
  settle(count - mine);
  const next = unit + count + (rounds - 1) * shares;
  return next < units ? next : -1;
}

@inline function runShare(ins: usize, unit: i32, rows: i32, pass: usize, stride: i32, units: i32): void {
  for (let i = 0; i < units; i++, unit += stride) execute(ins, unit, rows, pass);
}

/** Whether the instruction is large enough, and its units can go to several threads. */
@inline function isShared(ins: usize, rows: i32): bool {
  const shares = field(ins, wordShares), unitRows = field(ins, wordUnitRows);
  if (!shares || !jobs) return false;
  const units = <i64>field(ins, wordSteps) * (unitRows ? (rows + unitRows - 1) / unitRows : 1) * max(1, shares);
  return units > 1 && units * field(ins, wordCost) >= leastShared;
}

/** What every thread but the first does, until it is told to end. */
export function help(): void {
  if (ASC_FEATURE_THREADS)
    while (claim()) {
      runShare(claimedInstruction, claimed, claimedRows, claimedPass, claimedStride, claimedUnits);
      done();
    }
}

/**
 * Runs the pass until `deadline` (of the host's clock, in ms) at the earliest, or with `toBatchEnd` to the end of
 * the batch at hand, whatever the time. Returns one of the `stop…` words.
 */
export function run(pass: usize, deadline: f64, toBatchEnd: bool): i32 {
  let ins = <usize>word(pass, passInstruction), unit = word(pass, passUnit), rows = word(pass, passRows), spent = 0;
  if (load<i32>(ins) === opOnline) return online(ins, pass, deadline, quantum, toBatchEnd);
  let stop = -1;
  while (stop < 0) {
    const op = load<i32>(ins);
    if (op === opNext) {
      const position = word(pass, passPosition) + rows;
      setWord(pass, passPosition, position);
      ins = <usize>word(pass, passPlan);
      unit = 0;
      if (position >= word(pass, passCount)) stop = stopPassEnd;
      else {
        const rates = <usize>word(pass, passRates);
        if (rates) setNumber(pass, numberLearningRate, load<f64>(rates + (<usize>(position / word(pass, passBatch)) << 3)));
        if (toBatchEnd) stop = stopBatchEnd;
      }
      continue;
    }
    if (op === opGather && unit === 0) {
      rows = min(word(pass, passBatch), word(pass, passCount) - word(pass, passPosition));
      setWord(pass, passRows, rows);
    }
    if (op === opSkipProbe) {
      // The probe and its end.
      ins += isOrdinary(ins, pass) ? 3 * instructionBytes : instructionBytes;
      continue;
    }
    let next: i32;
    if (ASC_FEATURE_THREADS && isShared(ins, rows)) {
      next = share(ins, unit, rows, pass);
      spent = quantum;
    } else {
      next = execute(ins, unit, rows, pass);
      spent += field(ins, wordCost);
    }
    if (next < -1) stop = -2 - next;
    else if (next < 0) {
      ins += instructionBytes;
      unit = 0;
    } else unit = next;
    if (spent >= quantum && stop < 0) {
      spent = 0;
      if (!toBatchEnd && clock() >= deadline) stop = stopDeadline;
    }
  }
  setWord(pass, passInstruction, <i32>ins);
  setWord(pass, passUnit, unit);
  return stop;
}

/** The activation of `count` values in place, a multiple of a vector: for tests of their accuracy. */
export function activateAll(kind: i32, values: usize, bytes: usize, parameter: f64): void {
  for (let at = values; at < values + bytes; at += 16) v128.store(at, activate(kind, v128.load(at), v128.splat<real>(<real>parameter)));
}
