// How threads share an instruction: the first thread, which runs the plan, offers a job of `shares`, and every
// thread claims one after another: the first from the front, the others from the back, so that each mostly gets
// the same columns from one instruction to the next. Nobody waits for a thread that is late, only for shares that
// are claimed. Who computes a share changes nothing of its numbers.
//
// A claim exchanges the word that holds the job's number and what is left of it. It succeeds only where that word
// is as it was when the job's fields were read, so a thread that comes late never mixes two jobs up.
import {
  jobClaims,
  jobDone,
  jobEnd,
  jobFirst,
  jobInstruction,
  jobNumber,
  jobPass,
  jobRows,
  jobSleepers,
  jobStride,
  jobUnits,
  jobWaits,
} from "./layout";

/** Looks at a word before a thread sleeps on it: about 50 µs, as much as a gap between two jobs of a step. */
const patience = 20000;

/** Address of the jobs, 0 where this thread is alone; how many threads there are, and which one this is. */
export let jobs: usize = 0;
export let threads: i32 = 1;
export let self: usize = 0;

/** Says once, before anything else, who this thread is and where jobs are. */
export function join(address: usize, count: i32, index: i32): void {
  jobs = address;
  threads = count;
  self = index;
}

@inline function front(state: i64): i32 {
  return <i32>(state >> 16) & 0xffff;
}

@inline function back(state: i64): i32 {
  return <i32>state & 0xffff;
}

/** Offers shares 0 to count − 1, of `units` units each: the units from first + share on, `stride` apart. */
export function offer(ins: usize, pass: usize, rows: i32, first: i32, count: i32, stride: i32, units: i32): void {
  store<i32>(jobs, <i32>ins, jobInstruction);
  store<i32>(jobs, <i32>pass, jobPass);
  store<i32>(jobs, rows, jobRows);
  store<i32>(jobs, first, jobFirst);
  store<i32>(jobs, stride, jobStride);
  store<i32>(jobs, units, jobUnits);
  atomic.store<i32>(jobs, 0, jobDone);
  const number = (atomic.load<i64>(jobs, jobClaims) >> 32) + 1;
  atomic.store<i64>(jobs, (number << 32) | <i64>count, jobClaims);
  if (atomic.load<i32>(jobs, jobSleepers)) atomic.notify(jobs + jobNumber, threads);
}

/** The first thread's next share, −1 where all are claimed. */
export function claimFirst(): i32 {
  let state = atomic.load<i64>(jobs, jobClaims);
  while (front(state) < back(state)) {
    const seen = atomic.cmpxchg<i64>(jobs, state, state + 0x10000, jobClaims);
    if (seen === state) return front(state);
    state = seen;
  }
  return -1;
}

/** Waits until the others have done `shares` shares. */
export function settle(shares: i32): void {
  for (let look = 0; atomic.load<i32>(jobs, jobDone) < shares; look++) {
    if (look < patience) continue;
    atomic.store<i32>(jobs, 1, jobWaits);
    const done = atomic.load<i32>(jobs, jobDone);
    if (done < shares) atomic.wait<i32>(jobs + jobDone, done, 100_000_000);
    atomic.store<i32>(jobs, 0, jobWaits);
  }
}

/** What another thread claimed: filled by `claim`. */
export let claimed: i32 = 0;
export let claimedInstruction: usize = 0;
export let claimedPass: usize = 0;
export let claimedRows: i32 = 0;
export let claimedStride: i32 = 0;
export let claimedUnits: i32 = 0;

/** Claims a share for one of the other threads, sleeping until there is one; false where the thread is to end. */
export function claim(): bool {
  for (let look = 0; !atomic.load<i32>(jobs, jobEnd); look++) {
    const state = atomic.load<i64>(jobs, jobClaims), end = back(state);
    if (front(state) < end) {
      claimedInstruction = <usize>load<i32>(jobs, jobInstruction);
      claimedPass = <usize>load<i32>(jobs, jobPass);
      claimedRows = load<i32>(jobs, jobRows);
      claimedStride = load<i32>(jobs, jobStride);
      claimedUnits = load<i32>(jobs, jobUnits);
      claimed = load<i32>(jobs, jobFirst) + end - 1;
      if (atomic.cmpxchg<i64>(jobs, state, state - 1, jobClaims) === state) return true;
      continue;
    }
    if (look < patience) continue;
    atomic.add<i32>(jobs, 1, jobSleepers);
    atomic.wait<i32>(jobs + jobNumber, <i32>(state >> 32), -1);
    atomic.sub<i32>(jobs, 1, jobSleepers);
    look = 0;
  }
  return false;
}

/** Says that a claimed share is done. */
export function done(): void {
  atomic.add<i32>(jobs, 1, jobDone);
  if (atomic.load<i32>(jobs, jobWaits)) atomic.notify(jobs + jobDone, 1);
}
